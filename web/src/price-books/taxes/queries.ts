import { useQuery } from '@tanstack/react-query';
import { every } from '../../administration/shared/every';
import type { Changes } from '../../administration/shared/useEdit';
import { api, data, type Schemas } from '../../api/client';

export type Tax = Schemas['sales_TaxRead'];

export const TAXES = ['sales', 'taxes'];

export const useTaxes = () =>
  useQuery({
    queryKey: TAXES,
    queryFn: () => every((query) => data(api.GET('/api/sales/taxes', { params: { query } }))),
  });

const path = (id: string) => ({ path: { tax_id: id } });

export const loadTax = (id: string) => data(api.GET('/api/sales/taxes/{tax_id}', { params: path(id) }));

export const createTax = (values: Changes) =>
  // as: from the form, which has these fields
  data(api.POST('/api/sales/taxes', { body: values as Schemas['sales_TaxCreate'] }));

export const updateTax = (id: string, version: number, changes: Changes) =>
  data(
    api.PATCH('/api/sales/taxes/{tax_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: changes, // from the form, which has these fields
    }),
  );

export const deleteTax = (id: string) => api.DELETE('/api/sales/taxes/{tax_id}', { params: path(id) });
