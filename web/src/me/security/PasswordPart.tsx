import { App, Button, Input } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../../api/client';
import { ProblemError } from '../../api/problems';
import { queries } from '../../app/queries';
import { useFieldErrorText, useProblemText } from '../../ui/problems';
import { Field } from '../Field';
import styles from '../me.module.css';
import { SESSIONS } from './sessions';

const EMPTY = { current_password: '', new_password: '' };

/** A new password; the other sessions end by it. */
export function PasswordPart() {
  const { t } = useTranslation('me');
  const { message } = App.useApp();
  const text = useProblemText();
  const fault = useFieldErrorText();
  const [given, setGiven] = useState(EMPTY);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const refused = error instanceof ProblemError ? error : undefined;
  const tooWeak = refused?.at('/new_password');
  const change = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await data(api.POST('/api/identity/me/password', { body: given }));
      setGiven(EMPTY);
      void message.success(t('password.changed'));
      void queries.invalidateQueries({ queryKey: SESSIONS });
    } catch (problem) {
      setError(problem);
      if (!(problem instanceof ProblemError)) void message.error(text(problem));
    }
    setBusy(false);
  };
  const field = (name: keyof typeof EMPTY) => ({
    value: given[name],
    required: true,
    onChange: (event: { target: { value: string } }) => setGiven({ ...given, [name]: event.target.value }),
  });
  return (
    <section className={styles.section} aria-labelledby="password-title">
      <h2 id="password-title">{t('password.title')}</h2>
      <p className={styles.hint}>{t('password.text')}</p>
      <form className={styles.form} onSubmit={(event) => void change(event)}>
        <Field label={t('password.current')} error={refused && !tooWeak ? text(refused) : undefined}>
          {(control) => (
            <Input.Password {...control} {...field('current_password')} autoComplete="current-password" />
          )}
        </Field>
        <Field label={t('password.new')} error={tooWeak && fault(tooWeak)}>
          {(control) => (
            <Input.Password {...control} {...field('new_password')} autoComplete="new-password" />
          )}
        </Field>
        <div>
          <Button htmlType="submit" loading={busy}>
            {t('password.change')}
          </Button>
        </div>
      </form>
    </section>
  );
}
