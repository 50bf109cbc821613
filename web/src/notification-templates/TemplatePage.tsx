import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '../administration/shared/Page';
import { useTopics } from '../deliveries/queries';
import { useTopicName } from '../deliveries/useTopicName';
import { LANGUAGES } from '../i18n';
import { useMay } from '../session/session';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { MayNot } from '../ui/records/MayNot';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import { Editor } from './Editor';
import { CHANNELS, useInForce, useTemplates, type Place } from './queries';
import { draftOf, textsOf, versionsOf } from './versions';

/** One text: what the address names. */
export function TemplatePage() {
  const { t } = useTranslation('notification-templates');
  const may = useMay('template.manage');
  const { topic = '', channel: asked, language: said } = useParams();
  const channel = CHANNELS.find((one) => one === asked);
  const language = LANGUAGES.find((one) => one === said);
  if (!may) return <MayNot />;
  if (!channel || !language) return <EmptyState title={t('unknown')} text={t('unknownText')} />;
  return <Found key={`${topic} ${channel} ${language}`} place={{ topic, channel, language }} />;
}

function Found({ place }: { place: Place }) {
  const { t } = useTranslation('notification-templates');
  const name = useTopicName()(place.topic);
  const topics = useTopics();
  const topic = topics.data?.find((one) => one.topic === place.topic);
  const all = useTemplates(true);
  const force = useInForce(place);
  const versions = all.data && versionsOf(all.data, place);
  const error = topics.error ?? all.error;
  const title = t('titleOf', {
    topic: name,
    channel: t(`channels.${place.channel}`),
    language: LANGUAGE_NAMES[place.language],
  });
  const begun = versions && draftOf(versions);
  // A channel may have no text of the suite: one begins with nothing then.
  const first = begun ?? force.data ?? (force.isError ? { subject: '', text: '', mjml: '' } : undefined);
  return (
    <Page title={title} lead={t('editLead')} up={{ to: '/administration/templates', name: t('title') }}>
      {error && <ErrorState error={error} retry={() => void all.refetch()} />}
      {!error && !(topic && versions && first) && <Skeleton active />}
      {topic && versions && first && (
        <Editor
          key={begun?.id ?? 'new'}
          {...{ place, topic, versions, draft: begun }}
          first={textsOf(first)}
        />
      )}
    </Page>
  );
}
