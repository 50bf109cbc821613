import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Timeline.module.css';

const LONG = 600;
const LINES = 8;

/** What was written, folded when it is long. */
export function Written({ text }: { text: string }) {
  const { t } = useTranslation('timeline');
  const long = text.length > LONG || text.split('\n').length > LINES;
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className={styles.text} data-folded={long && !open}>
        {text}
      </p>
      {long && (
        <Button type="link" size="small" className={styles.unfold} onClick={() => setOpen(!open)}>
          {t(open ? 'entry.less' : 'entry.more')}
        </Button>
      )}
    </>
  );
}
