import { Module } from '@nestjs/common';

import { OrganizationRegistry } from './organization-registry.js';

@Module({ providers: [OrganizationRegistry], exports: [OrganizationRegistry] })
export class OrganizationsModule {}
