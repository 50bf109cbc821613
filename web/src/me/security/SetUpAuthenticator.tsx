import { Button, Input, QRCode } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import { useProblemText } from '../../ui/problems';
import { Field } from '../Field';
import styles from '../me.module.css';
import { confirmCode, type SetUp } from './secondFactor';

interface Props {
  setUp: SetUp;
  onCodes: (codes: string[]) => void;
  onCancel: () => void;
}

/** The secret as a QR code and to be typed, and the first code that shows that it arrived. */
export function SetUpAuthenticator({ setUp, onCodes, onCancel }: Props) {
  const { t } = useTranslation('me');
  const text = useProblemText();
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const wrong = error instanceof ProblemError && error.kind === 'wrong-code'; // there are no other codes yet
  const confirm = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      onCodes(await confirmCode(code.trim()));
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <div className={styles.setUp}>
      {/* Dark on light in both looks: most authenticators read nothing else. */}
      <QRCode value={setUp.uri} size={180} type="svg" color="#000000" bgColor="#ffffff" />
      <form className={styles.form} onSubmit={(event) => void confirm(event)}>
        <p className={styles.hint}>{t('factor.scan')}</p>
        <code className={styles.secret}>{setUp.secret}</code>
        <Field
          label={t('factor.code')}
          hint={t('factor.codeHint')}
          error={wrong ? t('factor.codeWrong') : error === undefined ? undefined : text(error)}
        >
          {(control) => (
            <Input
              {...control}
              value={code}
              required
              autoFocus
              minLength={6}
              maxLength={32}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <div className={styles.buttons}>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('factor.confirm')}
          </Button>
          <Button onClick={onCancel}>{t('cancel')}</Button>
        </div>
      </form>
    </div>
  );
}
