import { InboxOutlined } from '@ant-design/icons';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './DropZone.module.css';

/** Where a file is dropped; it is a file input with its label, so the keyboard opens it too. */
export function DropZone({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation('imports');
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  return (
    <label
      className={over ? `${styles.zone} ${styles.over}` : styles.zone}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <InboxOutlined className={styles.icon} />
      <span>
        {t('upload.drop')} <span className={styles.choose}>{t('upload.choose')}</span>
      </span>
      <small>{t('upload.kinds')}</small>
      <input
        type="file"
        className="unseen"
        accept=".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/vcard,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={(event) => {
          if (event.target.files?.length) onFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
