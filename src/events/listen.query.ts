import { PickType } from '@nestjs/swagger';

import { ListJobsQuery } from '../jobs/dto/list-jobs.query.js';

/** `GET /v1/jobs/events`: whose jobs, and which of them. */
export class ListenQuery extends PickType(ListJobsQuery, ['organizationId', 'type', 'status']) {}
