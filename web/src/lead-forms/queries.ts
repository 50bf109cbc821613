/** Forms from the service: few, known whole. */
import { useQuery } from '@tanstack/react-query';
import { every } from '../administration/shared/every';
import { api, data, type Schemas } from '../api/client';

export type LeadForm = Schemas['sales_LeadFormRead'];
export type FormGiven = Schemas['sales_LeadFormCreate'];
export type FormField = Schemas['sales_FormField'];

export const FORMS = ['sales', 'lead-forms'];
export const formKey = (id: string) => [...FORMS, id];

const path = (id: string) => ({ path: { lead_form_id: id } });

export const useForms = () =>
  useQuery({
    queryKey: [...FORMS, 'all'],
    queryFn: () => every((query) => data(api.GET('/api/sales/lead-forms', { params: { query } }))),
  });

export const saveForm = (form: LeadForm | null, body: FormGiven): Promise<LeadForm> =>
  form === null
    ? data(api.POST('/api/sales/lead-forms', { body }))
    : data(
        api.PATCH('/api/sales/lead-forms/{lead_form_id}', {
          params: { ...path(form.id), header: { 'if-match': `"${form.version}"` } },
          body,
        }),
      );

export const deleteForm = (id: string) =>
  api.DELETE('/api/sales/lead-forms/{lead_form_id}', { params: path(id) });
