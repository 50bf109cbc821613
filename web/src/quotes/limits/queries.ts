import { useQuery } from '@tanstack/react-query';
import { every } from '../../administration/shared/every';
import type { Changes } from '../../administration/shared/useEdit';
import { api, data, type Schemas } from '../../api/client';
import { textOf } from '../../ui/fields/values';
import { QUOTES } from '../queries';

export type Limit = Schemas['sales_DiscountLimitRead'];

export const LIMITS = ['sales', 'discount-limits'];
/** A draft says which of its lines are above a limit. */
export const TOUCHES = [LIMITS, QUOTES];

export const useLimits = () =>
  useQuery({
    queryKey: LIMITS,
    queryFn: () => every((query) => data(api.GET('/api/sales/discount-limits', { params: { query } }))),
  });

const path = (id: string) => ({ path: { discount_limit_id: id } });

export const createLimit = (values: Changes) =>
  data(
    api.POST('/api/sales/discount-limits', {
      body: values as Schemas['sales_DiscountLimitCreate'], // as: from the form, which has these fields
    }),
  );

export const updateLimit = ({ id, version }: Limit, values: Changes) =>
  data(
    api.PATCH('/api/sales/discount-limits/{discount_limit_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: { percent: textOf(values.percent) },
    }),
  );

export const deleteLimit = (id: string) =>
  api.DELETE('/api/sales/discount-limits/{discount_limit_id}', { params: path(id) });
