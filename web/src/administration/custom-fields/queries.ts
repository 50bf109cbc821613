/** The fields that an organisation has added, as they are administered: archived ones too. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { CUSTOM_FIELDS } from '../../ui/fields/custom';
import { every } from '../shared/every';

export type CustomField = Schemas['customer_FieldRead'];
export type NewField = Schemas['customer_FieldCreate'];
export type FieldChange = Schemas['customer_FieldUpdate'];

const NONE: readonly CustomField[] = [];

export const useCustomFieldsQuery = () =>
  useQuery({
    queryKey: [...CUSTOM_FIELDS, 'all'],
    queryFn: () => every((query) => data(api.GET('/api/customer/custom-fields', { params: { query } }))),
  });

export const useAllCustomFields = (): readonly CustomField[] => useCustomFieldsQuery().data ?? NONE;

const path = (id: string) => ({ path: { field_id: id } });

export const loadField = (id: string) =>
  data(api.GET('/api/customer/custom-fields/{field_id}', { params: path(id) }));

export const createField = (body: NewField) => data(api.POST('/api/customer/custom-fields', { body }));

export const updateField = (id: string, version: number, body: FieldChange) =>
  data(
    api.PATCH('/api/customer/custom-fields/{field_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body,
    }),
  );

export const archiveField = (id: string) =>
  data(api.POST('/api/customer/custom-fields/{field_id}/archive', { params: path(id) }));

export const restoreField = (id: string) =>
  data(api.POST('/api/customer/custom-fields/{field_id}/restore', { params: path(id) }));
