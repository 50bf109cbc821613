/** Consent and contact preferences of a contact or a customer, which the API keeps alike. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { timelineKey } from '../timeline/queries';
import type { Channel, ConsentCreate, Purpose, Recordable } from './words';

export interface Subject {
  kind: 'customer' | 'contact';
  id: string;
}

export type Consent = Schemas['customer_ConsentRead'];
export type Current = Schemas['customer_ConsentCurrent'];
export type Preferences = Schemas['customer_PreferenceRead'];
export type PreferenceUpdate = Schemas['customer_PreferenceUpdate'];
export type Decision = Schemas['customer_DecisionRead'];

export const consentKey = ({ kind, id }: Subject) => ['customer', 'consents', kind, id];

const pathOf = ({ id }: Subject) => ({ customer: { customer_id: id }, contact: { contact_id: id } });

export function useCurrent(subject: Subject) {
  const path = pathOf(subject);
  return useQuery({
    queryKey: [...consentKey(subject), 'current'],
    queryFn: () =>
      subject.kind === 'customer'
        ? data(
            api.GET('/api/customer/customers/{customer_id}/consents/current', {
              params: { path: path.customer },
            }),
          )
        : data(
            api.GET('/api/customer/contacts/{contact_id}/consents/current', {
              params: { path: path.contact },
            }),
          ),
  });
}

/** What was ever said about one channel and purpose, newest first. */
export function useEvidence(subject: Subject, channel: Channel, purpose: Recordable) {
  const path = pathOf(subject);
  const all = [
    { field: 'channel', op: 'eq', value: channel },
    { field: 'purpose', op: 'eq', value: purpose },
  ];
  return useInfiniteQuery({
    queryKey: [...consentKey(subject), 'evidence', channel, purpose],
    queryFn: ({ pageParam }) => {
      const query = { filter: JSON.stringify({ all }), after: pageParam, limit: 20 };
      return subject.kind === 'customer'
        ? data(
            api.GET('/api/customer/customers/{customer_id}/consents', {
              params: { path: path.customer, query },
            }),
          )
        : data(
            api.GET('/api/customer/contacts/{contact_id}/consents', {
              params: { path: path.contact, query },
            }),
          );
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Asked anew each time: the answer depends on the hour. */
export function useMayContact(subject: Subject, channel: Channel, purpose: Purpose) {
  const path = pathOf(subject);
  const query = { channel, purpose };
  return useQuery({
    queryKey: [...consentKey(subject), 'may-contact', channel, purpose],
    staleTime: 0,
    refetchInterval: 60_000,
    queryFn: () =>
      subject.kind === 'customer'
        ? data(
            api.GET('/api/customer/customers/{customer_id}/may-contact', {
              params: { path: path.customer, query },
            }),
          )
        : data(
            api.GET('/api/customer/contacts/{contact_id}/may-contact', {
              params: { path: path.contact, query },
            }),
          ),
  });
}

export const preferencesKey = (subject: Subject) => [...consentKey(subject), 'preferences'];

export function usePreferences(subject: Subject) {
  const path = pathOf(subject);
  return useQuery({
    queryKey: preferencesKey(subject),
    queryFn: () =>
      subject.kind === 'customer'
        ? data(
            api.GET('/api/customer/customers/{customer_id}/contact-preferences', {
              params: { path: path.customer },
            }),
          )
        : data(
            api.GET('/api/customer/contacts/{contact_id}/contact-preferences', {
              params: { path: path.contact },
            }),
          ),
  });
}

/** What follows from any change: the gate's answers, and what the timeline tells. */
function useSettled(subject: Subject): () => Promise<unknown> {
  const queries = useQueryClient();
  const { kind, id } = subject;
  const about = kind === 'customer' ? { customerId: id } : { contactId: id };
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: consentKey(subject) }),
      queries.invalidateQueries({ queryKey: timelineKey(about) }),
    ]);
}

export function useAddConsent(subject: Subject) {
  const path = pathOf(subject);
  return useMutation({
    mutationFn: (body: ConsentCreate) =>
      subject.kind === 'customer'
        ? data(
            api.POST('/api/customer/customers/{customer_id}/consents', {
              params: { path: path.customer },
              body,
            }),
          )
        : data(
            api.POST('/api/customer/contacts/{contact_id}/consents', {
              params: { path: path.contact },
              body,
            }),
          ),
    onSuccess: useSettled(subject),
  });
}

export function useReview(subject: Subject) {
  return useMutation({
    mutationFn: (consentId: string) =>
      data(
        api.POST('/api/customer/consents/{consent_id}/review', {
          params: { path: { consent_id: consentId } },
        }),
      ),
    onSuccess: useSettled(subject),
  });
}

export interface PreferenceEdit {
  version: number;
  changes: PreferenceUpdate;
}

export function useChangePreferences(subject: Subject) {
  const queries = useQueryClient();
  const path = pathOf(subject);
  return useMutation({
    mutationFn: ({ version, changes: body }: PreferenceEdit) => {
      const header = { 'if-match': `"${version}"` };
      return subject.kind === 'customer'
        ? data(
            api.PATCH('/api/customer/customers/{customer_id}/contact-preferences', {
              params: { path: path.customer, header },
              body,
            }),
          )
        : data(
            api.PATCH('/api/customer/contacts/{contact_id}/contact-preferences', {
              params: { path: path.contact, header },
              body,
            }),
          );
    },
    onSuccess: (answer) => queries.setQueryData(preferencesKey(subject), answer),
    onSettled: useSettled(subject),
  });
}
