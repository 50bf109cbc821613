import { Alert, Checkbox, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { useProblemText } from '../problems';
import styles from './views.module.css';

const LONGEST = 200;

interface Props {
  title: string;
  name?: string;
  /** Also ask whether everybody shall see it. */
  sharing?: boolean;
  onSave: (name: string, shared: boolean) => Promise<void>;
  onClose: () => void;
}

/** Asks for the name of a view. */
export function NameDialog({ title, name = '', sharing = false, onSave, onClose }: Props) {
  const { t } = useTranslation('ui/views');
  const text = useProblemText();
  const mayShare = useMay('view.share');
  const id = useId();
  const [given, setGiven] = useState(name);
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    if (!given.trim()) return;
    setBusy(true);
    try {
      await onSave(given.trim(), shared);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={t('save')}
      okButtonProps={{ disabled: !given.trim(), loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
      width={400}
    >
      <div className={styles.form}>
        {error !== undefined && <Alert type="error" showIcon title={text(error)} />}
        <label htmlFor={id}>{t('name')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={LONGEST}
          value={given}
          placeholder={t('example')}
          onChange={(event) => setGiven(event.target.value)}
          onPressEnter={() => void save()}
        />
        {sharing && mayShare && (
          <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
            {t('shareWithAll')}
          </Checkbox>
        )}
        <p className={styles.hint}>{t('keeps')}</p>
      </div>
    </Modal>
  );
}
