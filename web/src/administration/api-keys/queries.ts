import { api, data, type Schemas } from '../../api/client';
import { useLines } from '../shared/useLines';
import { written, type Changes } from '../shared/useEdit';

export type ApiKey = Schemas['identity_ApiKeyRead'];
export type MadeKey = Schemas['identity_ApiKeyMade'];

export const API_KEYS = ['identity', 'api-keys'];
const PAGE = 100;

export const useApiKeys = (revoked: boolean) =>
  useLines([...API_KEYS, 'list', revoked], (after) => {
    const query = { after, limit: PAGE, revoked: revoked ? undefined : false };
    return data(api.GET('/api/identity/api-keys', { params: { query } }));
  });

const path = (id: string) => ({ path: { api_key_id: id } });

export const loadKey = (id: string) =>
  data(api.GET('/api/identity/api-keys/{api_key_id}', { params: path(id) }));

export const createKey = (values: Changes) =>
  // as: from the form, which has these fields
  data(api.POST('/api/identity/api-keys', { body: values as Schemas['identity_ApiKeyCreate'] }));

export const updateKey = (id: string, version: number, changes: Changes) =>
  data(
    api.PATCH('/api/identity/api-keys/{api_key_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: written(changes), // from the form, which has these fields
    }),
  );

export const rotateKey = (id: string, overlap: number) =>
  data(
    api.POST('/api/identity/api-keys/{api_key_id}/rotate', {
      params: path(id),
      body: { overlap_seconds: overlap },
    }),
  );

export const revokeKey = (id: string) =>
  api.POST('/api/identity/api-keys/{api_key_id}/revoke', { params: path(id) });
