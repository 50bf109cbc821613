import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../queries';
import styles from './administration.module.css';

interface Props {
  stage: Stage;
  /** Those that stay. */
  others: readonly Stage[];
  onRemove: (movesTo: string) => void;
  onClose: () => void;
}

/** Before a stage goes: where its deals go. */
export function RemoveStage({ stage, others, onRemove, onClose }: Props) {
  const { t } = useTranslation('pipelines');
  const [to, setTo] = useState(others[0]?.id ?? '');
  return (
    <Modal
      open
      title={t('removing.title', { name: stage.name })}
      okText={t('removing.ok')}
      cancelText={t('add.cancel')}
      okButtonProps={{ danger: true, disabled: to === '' }}
      onOk={() => onRemove(to)}
      onCancel={onClose}
    >
      <div className={styles.removing}>
        <label htmlFor="stage-to">{t('removing.to')}</label>
        <Select
          id="stage-to"
          value={to}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setTo}
        />
        <p className={styles.hint}>{t('removing.text')}</p>
      </div>
    </Modal>
  );
}
