import { Alert, App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import styles from '../me.module.css';

/** Codes that are shown this once: to be kept before anything else. */
export function RecoveryCodes({ codes, onSeen }: { codes: readonly string[]; onSeen: () => void }) {
  const { t } = useTranslation('me');
  const { message } = App.useApp();
  const { email } = useMe();
  const content = codes.join('\n');
  const copy = () =>
    void navigator.clipboard.writeText(content).then(
      () => void message.success(t('factor.copied')),
      () => void message.error(t('factor.copyFailed')),
    );
  return (
    <>
      <Alert type="warning" showIcon title={t('factor.keep')} description={t('factor.keepText')} />
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={copy}>{t('factor.copy')}</Button>
        <Button
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${email}\n${content}\n`)}`}
          download="recovery-codes.txt"
        >
          {t('factor.download')}
        </Button>
        <Button type="primary" onClick={onSeen}>
          {t('factor.kept')}
        </Button>
      </div>
    </>
  );
}
