/** What one wants to be told by mail or SMS, and when not. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';

export type Wish = Schemas['notifications_PreferenceRead'];
export type Hours = Schemas['notifications_QuietHoursSet'];

export const MESSAGES = ['notifications', 'preferences'];

export const useMessages = () =>
  useQuery({ queryKey: MESSAGES, queryFn: () => data(api.GET('/api/notifications/preferences')) });

export const wish = ({ topic, channel, wanted, digest }: Wish) =>
  api.PUT('/api/notifications/preferences/{topic}/{channel}', {
    params: { path: { topic, channel } },
    body: { wanted, digest },
  });

export const HOWS = ['off', 'digest', 'at_once'] as const;
export type How = (typeof HOWS)[number];

export const howOf = ({ wanted, digest }: Pick<Wish, 'wanted' | 'digest'>): How =>
  wanted ? (digest ? 'digest' : 'at_once') : 'off';

export const wishOf = (how: How) => ({ wanted: how !== 'off', digest: how === 'digest' });

export const beQuiet = (body: Hours) => api.PUT('/api/notifications/quiet-hours', { body });

export const neverQuiet = () => api.DELETE('/api/notifications/quiet-hours');
