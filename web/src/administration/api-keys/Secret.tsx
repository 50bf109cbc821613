import { App, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from '../shared/admin.module.css';
import type { MadeKey } from './queries';

/** The secret of a key, this once; it is kept nowhere. */
export function Secret({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const { t } = useTranslation('administration/api-keys');
  const shared = useTranslation('administration').t;
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(made.key);
    void message.success(shared('copied'));
  };
  return (
    <Modal
      open
      title={t('secretTitle', { name: made.name })}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('secretDone')}
        </Button>
      }
    >
      <p>{t('secretText')}</p>
      <div className={styles.secret}>
        <code>{made.key}</code>
        <Button onClick={() => void copy()}>{shared('copy')}</Button>
      </div>
    </Modal>
  );
}
