import { App, Button, Input, Modal, Space } from 'antd';
import { useTranslation } from 'react-i18next';

/** The link for the customer; nobody can see it again, but another one can be made. */
export function LinkDialog({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation('quotes');
  const { message } = App.useApp();
  const link = `${window.location.origin}/q/${token}`;
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    void message.success(t('link.copied'));
  };
  return (
    <Modal open title={t('link.title')} footer={null} onCancel={onClose}>
      <p>{t('link.text')}</p>
      <Space.Compact block>
        <Input
          readOnly
          value={link}
          aria-label={t('link.title')}
          onFocus={(event) => event.target.select()}
        />
        <Button type="primary" autoFocus onClick={() => void copy()}>
          {t('link.copy')}
        </Button>
      </Space.Compact>
      <p>
        <a href={link} target="_blank" rel="noreferrer">
          {t('link.open')}
        </a>
      </p>
    </Modal>
  );
}
