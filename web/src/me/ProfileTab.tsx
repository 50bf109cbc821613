import { App, Button, Input, Select } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problems';
import { closest, LANGUAGES } from '../i18n';
import { useMe } from '../session/session';
import { useFieldErrorText, useProblemText } from '../ui/problems';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { updateMe, type MeChanges } from './account';
import { Absence } from './Absence';
import { changesOf } from './changes';
import { Field } from './Field';
import styles from './me.module.css';

const ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));

/** Name, language, zone, and who stands in while one is away. */
export function ProfileTab() {
  const { t } = useTranslation('me');
  const me = useMe();
  const { message } = App.useApp();
  const text = useProblemText();
  const fault = useFieldErrorText();
  const [draft, setDraft] = useState<MeChanges>({});
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const shown = { ...me, ...draft };
  const changes = changesOf(me, draft);
  const set = (change: MeChanges) => setDraft({ ...draft, ...change });
  const wrong = (name: keyof MeChanges) => {
    const found = error instanceof ProblemError ? error.at(`/${name}`) : undefined;
    return found && fault(found);
  };
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await updateMe(changes);
      setDraft({});
      void message.success(t('saved'));
    } catch (refused) {
      setError(refused);
      void message.error(text(refused));
    }
    setBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <Field label={t('name')} error={wrong('name')}>
        {(control) => (
          <Input
            {...control}
            value={shown.name}
            required
            maxLength={200}
            autoComplete="name"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('email')} hint={t('emailHint')}>
        {(control) => <Input {...control} value={me.email} readOnly />}
      </Field>
      <Field label={t('language')} error={wrong('language')}>
        {(control) => (
          <Select
            {...control}
            value={closest([shown.language])}
            options={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
            onChange={(language) => set({ language })}
          />
        )}
      </Field>
      <Field label={t('zone')} hint={t('zoneHint')} error={wrong('time_zone')}>
        {(control) => (
          <Select
            {...control}
            showSearch
            value={shown.time_zone}
            options={ZONES}
            onChange={(time_zone) => set({ time_zone })}
          />
        )}
      </Field>
      <Absence shown={shown} set={set} wrong={wrong} />
      <div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={Object.keys(changes).length === 0}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
