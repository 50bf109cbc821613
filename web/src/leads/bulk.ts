/** Changes to many leads at once. */
import { api, data, type Schemas } from '../api/client';
import type { BulkBody, BulkDoor } from '../ui/bulk/door';

type Body = Schemas['sales_LeadBulkEdit'];

/** The fields say what they hold; the API checks it. */
const typed = (body: BulkBody) => body as Body;

export const leadsBulk: BulkDoor = {
  preview: (body) => data(api.POST('/api/sales/leads/bulk-edits/preview', { body: typed(body) })),
  begin: (body) => data(api.POST('/api/sales/leads/bulk-edits', { body: typed(body) })),
  assign: 'lead.assign',
  moves: {
    field: 'status',
    to: ['working', 'qualified', 'disqualified'],
    reason: { field: 'reason', of: 'disqualified' },
  },
};
