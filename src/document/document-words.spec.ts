import { ApiOperation, ApiProperty, ApiQuery, ApiSchema, ApiTags } from '@nestjs/swagger';
import { describe, expect, it } from 'vitest';

import * as kept from './api.decorators.js';
import { documentLibrary } from './document-words.js';

/** All that decorators have left at the class, its method and its property. */
function saidOf(type: new () => object): unknown {
  const method = Object.getOwnPropertyDescriptor(type.prototype, 'read')?.value as object;
  const places: [object, string?][] = [[type], [method], [type.prototype, 'name']];
  return places.map(([target, name]) =>
    (name === undefined ? Reflect.getMetadataKeys(target) : Reflect.getMetadataKeys(target, name)).map(
      (key: unknown) => [
        key,
        name === undefined ? Reflect.getMetadata(key, target) : Reflect.getMetadata(key, target, name),
      ],
    ),
  );
}

@ApiSchema({ name: 'Thing' })
@ApiTags('things')
class Plain {
  @ApiProperty({ description: 'Its name.' })
  name!: string;

  @ApiQuery({ name: 'a' })
  @ApiQuery({ name: 'b' })
  @ApiOperation({ operationId: 'readThing' })
  read(): void {}
}

@kept.ApiSchema({ name: 'Thing' })
@kept.ApiTags('things')
class Kept {
  @kept.ApiProperty({ description: 'Its name.' })
  name!: string;

  @kept.ApiQuery({ name: 'a' })
  @kept.ApiQuery({ name: 'b' })
  @kept.ApiOperation({ operationId: 'readThing' })
  read(): void {}
}

describe('what is said for the document', () => {
  it('stands nowhere until the document is asked for, and then where the decorators of the library put it', async () => {
    expect(JSON.stringify(saidOf(Kept))).not.toContain('readThing');
    await documentLibrary();
    expect(saidOf(Kept)).toEqual(saidOf(Plain));
    expect(JSON.stringify(saidOf(Kept))).toContain('readThing');
  });

  it('is said once, however often the document is asked for', async () => {
    await Promise.all([documentLibrary(), documentLibrary()]);
    expect(saidOf(Kept)).toEqual(saidOf(Plain));
  });
});
