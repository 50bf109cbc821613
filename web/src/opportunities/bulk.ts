/** Changes to many opportunities at once. */
import { api, data, type Schemas } from '../api/client';
import type { BulkBody, BulkDoor } from '../ui/bulk/door';

type Body = Schemas['sales_OpportunityBulkEdit'];

/** The fields say what they hold; the API checks it. */
const typed = (body: BulkBody) => body as Body;

export const opportunitiesBulk: BulkDoor = {
  preview: (body) => data(api.POST('/api/sales/opportunities/bulk-edits/preview', { body: typed(body) })),
  begin: (body) => data(api.POST('/api/sales/opportunities/bulk-edits', { body: typed(body) })),
  assign: 'opportunity.assign',
};
