import { INTERCEPTORS_METADATA } from '@nestjs/common/constants.js';
import { ApplicationConfig, DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AdmissionGuard } from '../../src/admission.guard.js';
import { ResponseCacheInterceptor } from '../../src/cache/response-cache.interceptor.js';
import { startWorld, type World } from './small-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** The interceptors of every handler, those of its controller first, as they run. */
function interceptorsOfHandlers(): unknown[][] {
  const controllers = new DiscoveryService(world.service.app.get(ModulesContainer)).getControllers();
  return controllers.flatMap(({ instance, metatype }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    return new MetadataScanner()
      .getAllMethodNames(prototype)
      .map((name) => [metatype as object, prototype[name]!].flatMap(interceptorsAt));
  });
}

function interceptorsAt(target: object): unknown[] {
  return (Reflect.getMetadata(INTERCEPTORS_METADATA, target) as unknown[] | undefined) ?? [];
}

describe('an answer that is kept, and sent before the pipeline begins, passes nothing by', () => {
  it('for no guard but that of admission stands before all routes', () => {
    const config = world.service.app.get(ApplicationConfig);
    expect(config.getGlobalGuards().map((guard) => guard.constructor)).toEqual([AdmissionGuard]);
    expect(config.getGlobalRequestGuards()).toEqual([]);
  });

  it('for no interceptor stands before all routes, and none before the one that keeps', () => {
    const config = world.service.app.get(ApplicationConfig);
    expect([...config.getGlobalInterceptors(), ...config.getGlobalRequestInterceptors()]).toEqual([]);
    const keeping = interceptorsOfHandlers().filter((all) => all.includes(ResponseCacheInterceptor));
    expect(keeping.length).toBeGreaterThan(3);
    for (const all of keeping) expect(all[0]).toBe(ResponseCacheInterceptor);
  });
});
