import { ListJobsQuery } from '../jobs/dto/list-jobs.query.js';
import { Only } from '../jobs/dto/query-part.js';

/** `GET /v1/jobs/events`: whose jobs, and which of them. */
export class ListenQuery extends Only(ListJobsQuery, ['organizationId', 'type', 'status']) {}
