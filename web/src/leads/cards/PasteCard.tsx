import { UploadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import styles from '../leads.module.css';
import { readCard, type Card } from '../queries';

interface Props {
  onRead: (card: Card) => void;
  onCancel: () => void;
}

const LARGEST = 20_000; // characters, as the service takes them

/** What stands on a business card, as text or a vCard file, becomes a draft to look over. */
export function PasteCard({ onRead, onCancel }: Props) {
  const { t } = useTranslation('leads');
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const reading = useSaving(readCard, { touches: [], done: onRead });
  const take = async (given: File | undefined) => {
    if (given) setText((await given.text()).slice(0, LARGEST));
  };
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) reading.mutate(text);
      }}
    >
      <label htmlFor={id}>{t('card.label')}</label>
      <p className={styles.hint}>{t('card.hint')}</p>
      <Input.TextArea
        id={id}
        autoFocus
        rows={10}
        maxLength={LARGEST}
        placeholder={t('card.example')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.actions}>
        <Button type="primary" htmlType="submit" disabled={!text.trim()} loading={reading.isPending}>
          {t('card.read')}
        </Button>
        <Button icon={<UploadOutlined />} onClick={() => file.current?.click()}>
          {t('card.file')}
        </Button>
        <Button type="text" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".vcf,text/vcard"
          hidden
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </div>
    </form>
  );
}
