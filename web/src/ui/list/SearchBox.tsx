import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './list.module.css';

const PAUSE = 250;
const LONGEST = 100;

interface Props {
  value: string;
  hint?: string;
  onChange: (q: string) => void;
}

/** Searches when typing pauses; what an input method still composes is no text yet. */
export function SearchBox({ value, hint, onChange }: Props) {
  const { t } = useTranslation('ui/list');
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState<readonly string[]>([]);
  const [composing, setComposing] = useState(false);
  if (seen !== value) {
    setSeen(value);
    // What was sent comes back after a while, when more was typed already; anything else is a view, or the way back.
    setSent(sent.slice(sent.indexOf(value) + 1));
    if (!sent.includes(value)) setTyped(value);
  }
  const told = sent.at(-1) ?? seen;
  useEffect(() => {
    const wanted = typed.trim();
    if (composing || wanted === told) return undefined;
    const timer = setTimeout(() => {
      setSent((before) => [...before, wanted]);
      onChange(wanted);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed, told, composing, onChange]);
  return (
    <Input
      type="search"
      className={styles.search}
      prefix={<SearchOutlined aria-hidden />}
      value={typed}
      maxLength={LONGEST}
      allowClear
      placeholder={hint ?? t('search')}
      aria-label={hint ?? t('search')}
      onChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}
