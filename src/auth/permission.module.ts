import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

import { PermissionGuard } from './permission.guard.js';

/** Imported after the limits: who lacks a permission is counted, and told what is left, like everybody else. */
@Module({ providers: [{ provide: APP_GUARD, useClass: PermissionGuard }] })
export class PermissionModule {}
