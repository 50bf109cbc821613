import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import admin from '../administration/shared/admin.module.css';
import { Page } from '../administration/shared/Page';
import { Topic as TopicName } from '../deliveries/drawn';
import { useTopics } from '../deliveries/queries';
import { LANGUAGES } from '../i18n';
import { useMay } from '../session/session';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { MayNot } from '../ui/records/MayNot';
import { ErrorState } from '../ui/states/ErrorState';
import { Standing } from '../ui/states/Standing';
import { CHANNELS, useTemplates, type Place, type Template, type Topic } from './queries';
import { activeOf, draftOf, versionsOf } from './versions';

/** What messages say: every topic, by channel and language, with what is in force there. */
export function TemplatesPage() {
  const { t } = useTranslation('notification-templates');
  const may = useMay('template.manage');
  const topics = useTopics();
  const found = useTemplates(may);
  if (!may) return <MayNot />;
  const error = topics.error ?? found.error;
  return (
    <Page title={t('title')} lead={t('lead')}>
      {error && <ErrorState error={error} retry={() => void found.refetch()} />}
      {!error && !(topics.data && found.data) && <Skeleton active />}
      {topics.data && found.data && <Table topics={topics.data} templates={found.data} />}
    </Page>
  );
}

function Table({ topics, templates }: { topics: readonly Topic[]; templates: readonly Template[] }) {
  const { t } = useTranslation('notification-templates');
  const rows = topics.flatMap(({ topic }) => CHANNELS.map((channel) => ({ topic, channel })));
  return (
    <div className={admin.scroller}>
      <table className={`${admin.table} ${admin.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('topic')}</th>
            <th scope="col">{t('channel')}</th>
            {LANGUAGES.map((language) => (
              <th key={language} scope="col">
                {LANGUAGE_NAMES[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ topic, channel }) => (
            <tr key={`${topic} ${channel}`}>
              <th scope="row">
                <TopicName value={topic} />
              </th>
              <td data-label={t('channel')}>{t(`channels.${channel}`)}</td>
              {LANGUAGES.map((language) => (
                <td key={language} data-label={LANGUAGE_NAMES[language]}>
                  <Cell place={{ topic, channel, language }} templates={templates} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which version is sent, and whether somebody writes at another one. */
function Cell({ place, templates }: { place: Place; templates: readonly Template[] }) {
  const { t } = useTranslation('notification-templates');
  const versions = versionsOf(templates, place);
  const active = activeOf(versions);
  return (
    <div>
      <Link to={`/administration/templates/${place.topic}/${place.channel}/${place.language}`}>
        <Standing tone={active ? 'success' : 'quiet'}>
          {active ? t('version', { number: active.number }) : t('own')}
        </Standing>
      </Link>
      {draftOf(versions) && <div className={admin.hint}>{t('hasDraft')}</div>}
    </div>
  );
}
