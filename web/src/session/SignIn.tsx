import { Alert, Button, Input } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problems';
import { LanguageChoice } from '../ui/LanguageChoice';
import { useProblemText } from '../ui/problems';
import { signIn } from './session';
import styles from './SignIn.module.css';

/** The door: address and password, and the code of the authenticator when the account asks for one. */
export function SignIn() {
  const { t } = useTranslation('session');
  const text = useProblemText();
  const [given, setGiven] = useState({ email: '', password: '', otp: '' });
  const [asksCode, setAsksCode] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await signIn(given.email.trim(), given.password, given.otp.trim());
    } catch (refused) {
      const needed = refused instanceof ProblemError && refused.kind === 'second-factor-required';
      setAsksCode(asksCode || needed);
      setError(needed ? undefined : refused);
      setBusy(false);
    }
  };
  const field = (name: keyof typeof given) => ({
    id: name,
    value: given[name],
    onChange: (event: { target: { value: string } }) => setGiven({ ...given, [name]: event.target.value }),
  });
  return (
    <main className={styles.door}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{t('title')}</h1>
        {error !== undefined && <Alert type="error" showIcon title={text(error)} />}
        <label htmlFor="email">{t('email')}</label>
        <Input {...field('email')} type="email" autoComplete="username" required autoFocus size="large" />
        <label htmlFor="password">{t('password')}</label>
        <Input {...field('password')} type="password" autoComplete="current-password" required size="large" />
        {asksCode && (
          <>
            <label htmlFor="otp">{t('otp')}</label>
            <Input {...field('otp')} autoComplete="one-time-code" required autoFocus size="large" />
            <p className={styles.hint}>{t('otpHint')}</p>
          </>
        )}
        <Button type="primary" htmlType="submit" size="large" loading={busy} block>
          {t('signIn')}
        </Button>
        <LanguageChoice />
      </form>
    </main>
  );
}
