/** A quote by its link, for those who are not signed in; whoever is, is not told of. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { ProblemError } from '../api/problems';

export type Offer = Schemas['sales_QuoteOffered'];
export type OfferLine = Offer['lines'][number];

/** Without the cookie of somebody who is signed in here too: customers have none. */
const VISITING = { credentials: 'omit' } as const;
const SOON = 2000; // ms, till the document is made

const path = (token: string) => ({ path: { token } });
export const offerKey = (token: string) => ['public-quote', token];

export const useOffer = (token: string) =>
  useQuery({
    queryKey: offerKey(token),
    queryFn: () => data(api.GET('/api/sales/public/quotes/{token}', { params: path(token), ...VISITING })),
    retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status < 500),
    refetchInterval: ({ state: { data: offer } }) =>
      offer?.state === 'issued' && offer.document_sha256 === null ? SOON : false,
  });

export const accept = (token: string, body: Schemas['sales_Acceptance']) =>
  data(api.POST('/api/sales/public/quotes/{token}/accept', { params: path(token), body, ...VISITING }));

export const decline = (token: string, body: Schemas['sales_Refusal']) =>
  data(api.POST('/api/sales/public/quotes/{token}/decline', { params: path(token), body, ...VISITING }));

export const pdfOf = (token: string): string => `/api/sales/public/quotes/${encodeURIComponent(token)}/pdf`;
