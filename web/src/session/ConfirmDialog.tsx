import { Alert, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useProblemText } from '../ui/problems';
import { useMe } from './session';
import styles from './SignIn.module.css';

/** Asks who sits there once more: for the code of those with a second factor, for the password of others. */
export default function ConfirmDialog({ onEnd }: { onEnd: (confirmed: boolean) => void }) {
  const { t } = useTranslation('session');
  const text = useProblemText();
  const byCode = useMe().second_factor;
  const id = useId();
  const [given, setGiven] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const submit = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const body = byCode ? { otp: given.trim() } : { password: given };
      await data(api.POST('/api/session/confirm', { body }));
      onEnd(true);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('confirm.title')}
      okText={t('confirm.ok')}
      okButtonProps={{ htmlType: 'submit', form: `${id}-form`, disabled: given === '' }}
      confirmLoading={busy}
      onCancel={() => onEnd(false)}
      width={400}
    >
      <form
        id={`${id}-form`}
        className={styles.confirm}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p className={styles.hint}>{t('confirm.text')}</p>
        {error !== undefined && <Alert type="error" showIcon title={text(error)} />}
        <label htmlFor={id}>{t(byCode ? 'otp' : 'password')}</label>
        <Input
          id={id}
          autoFocus
          type={byCode ? 'text' : 'password'}
          autoComplete={byCode ? 'one-time-code' : 'current-password'}
          value={given}
          onChange={(event) => setGiven(event.target.value)}
        />
        {byCode && <p className={styles.hint}>{t('otpHint')}</p>}
      </form>
    </Modal>
  );
}
