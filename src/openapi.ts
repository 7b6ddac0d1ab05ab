import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

import { documentLibrary } from './document/document-words.js';
import { ProblemSchema } from './errors/problem.schema.js';
import { withJsonSchemaNulls } from './openapi-nullable.js';

/** The OpenAPI document of the running service. */
export async function openApiDocument(app: INestApplication): Promise<OpenAPIObject> {
  const { DocumentBuilder, SwaggerModule } = await documentLibrary();
  const outline = new DocumentBuilder()
    .setTitle('Backup jobs of Dynamics 365 organizations')
    .setDescription(
      'One stable endpoint over many organizations: what was backed up, what failed, since when.',
    )
    .setOpenAPIVersion('3.1.0')
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addTag('jobs', 'Backup jobs')
    .addTag('organizations', 'Organizations and their health')
    .addTag('machines', 'Tools for machines, Model Context Protocol')
    .addTag('metrics', 'For Prometheus')
    .addTag('health', 'For orchestrators')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Api-Key' }, 'apiKey')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'jwt')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Gateway-Secret' }, 'gatewaySecret')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Client-Id' }, 'gatewayClient')
    .build();
  return withJsonSchemaNulls(SwaggerModule.createDocument(app, outline, { extraModels: [ProblemSchema] }));
}
