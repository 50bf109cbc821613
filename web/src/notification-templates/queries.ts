/** What messages say, from the service. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { every } from '../administration/shared/every';
import { api, data, type Schemas } from '../api/client';
import { usePaused } from '../ui/fields/references';

export type Template = Schemas['notifications_TemplateRead'];
export type Topic = Schemas['notifications_TopicRead'];
export type Preview = Schemas['notifications_PreviewRead'];
export type Channel = Template['channel'];
export type Language = Template['language'];

/** What one text is for. */
export interface Place {
  topic: string;
  channel: Channel;
  language: Language;
}
/** What it says. */
export interface Texts {
  subject: string;
  text: string;
  mjml: string;
}

export const TEMPLATES = ['notifications', 'templates'];
export const CHANNELS = ['email', 'sms'] as const satisfies readonly Channel[];
const PAUSE = 400; // ms without typing, before it is filled in

/** Every version of all texts, the newest first. */
export const useTemplates = (wanted: boolean) =>
  useQuery({
    queryKey: [...TEMPLATES, 'all'],
    queryFn: () => every((query) => data(api.GET('/api/notifications/templates', { params: { query } }))),
    enabled: wanted,
  });

/** What is sent today: somebody's own text, or the suite's. */
export const useInForce = ({ topic, channel, language }: Place) =>
  useQuery({
    queryKey: [...TEMPLATES, 'in force', topic, channel, language],
    queryFn: () =>
      data(
        api.GET('/api/notifications/topics/{topic}/texts/{channel}/{language}', {
          params: { path: { topic, channel, language } },
        }),
      ),
    retry: false,
  });

/** The texts filled in with the topic's sample, once typing pauses. */
export function usePreview(place: Place, texts: Texts) {
  const body = usePaused(JSON.stringify({ ...place, ...texts }), PAUSE);
  return useQuery({
    queryKey: [...TEMPLATES, 'preview', body],
    // as: it was made of exactly that
    queryFn: () =>
      data(
        api.POST('/api/notifications/templates/preview', {
          body: JSON.parse(body) as Schemas['notifications_TemplatePreview'],
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
}

export const createTemplate = (body: Schemas['notifications_TemplateCreate']): Promise<Template> =>
  data(api.POST('/api/notifications/templates', { body }));

export const updateTemplate = ({ id, version }: Template, body: Texts): Promise<Template> =>
  data(
    api.PATCH('/api/notifications/templates/{template_id}', {
      params: { path: { template_id: id }, header: { 'if-match': `"${version}"` } },
      body,
    }),
  );

export const activateTemplate = (id: string): Promise<Template> =>
  data(
    api.POST('/api/notifications/templates/{template_id}/activate', {
      params: { path: { template_id: id } },
    }),
  );
