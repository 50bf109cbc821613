import { useTranslation } from 'react-i18next';
import { Doors } from './Doors';
import { endOtherSessions, endSession, useOwnSessions } from './sessions';

/** Where one is signed in now. */
export function SessionsPart() {
  const { t } = useTranslation('me');
  return (
    <Doors
      name="sessions"
      found={useOwnSessions()}
      read={(one) => ({ ...one, agent: one.device, at: one.used_at })}
      end={endSession}
      others={{ end: endOtherSessions, name: t('sessions.endOthers'), sure: t('sessions.sureOthers') }}
      words={{
        title: t('sessions.title'),
        text: t('sessions.text'),
        current: t('sessions.current'),
        end: t('sessions.end'),
        sure: t('sessions.sure'),
      }}
    />
  );
}
