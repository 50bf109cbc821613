import { App, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { embedded } from './embedding';
import styles from './lead-forms.module.css';
import type { LeadForm } from './queries';

/** What to put on the website; it works as it is. */
export function EmbedDialog({ form, onClose }: { form: LeadForm; onClose: () => void }) {
  const { t } = useTranslation('lead-forms');
  const { message } = App.useApp();
  const html = embedded(form, window.location.origin, (name) => t(`names.${name}`), t('send'));
  const copy = async () => {
    await navigator.clipboard.writeText(html);
    void message.success(t('copied'));
  };
  return (
    <Modal
      open
      width={760}
      title={t('embedTitle', { name: form.name })}
      okText={t('copy')}
      cancelText={t('close')}
      onOk={() => void copy()}
      onCancel={onClose}
    >
      <p>{t('embedText')}</p>
      {form.least_seconds > 0 && <p className={styles.fault}>{t('needsScript')}</p>}
      <pre className={styles.code} tabIndex={0}>
        {html}
      </pre>
      <p className={styles.hint}>
        {t('addressText', { address: `${window.location.origin}/api/sales/forms/${form.key}` })}
      </p>
    </Modal>
  );
}
