import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Radio } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './editors.module.css';

interface Props<T> {
  label: string;
  entries: readonly T[];
  onChange: (entries: T[]) => void;
  fresh: () => T;
  add: string;
  /** Where one entry is the main one, how it says so. */
  main?: { is: (entry: T) => boolean; set: (entry: T, main: boolean) => T };
  errorAt?: (place: string) => string | undefined;
  row: (entry: T, change: (changes: Partial<T>) => void, index: number) => ReactNode;
  /** The part that an error of a whole entry is about: `number`. */
  part: string;
}

/** Several of a kind: one row each, added and removed, one of them the main one. */
export function EntriesEditor<T>({ entries, onChange, ...props }: Props<T>) {
  const { t } = useTranslation('ui/fields');
  const group = useId();
  const { main, errorAt } = props;
  const put = (index: number, entry: T) => onChange(entries.map((one, at) => (at === index ? entry : one)));
  const choose = (index: number) => {
    if (main) onChange(entries.map((one, at) => main.set(one, at === index)));
  };
  return (
    <fieldset className={styles.entries} aria-label={props.label}>
      {entries.map((entry, index) => {
        const wrong = errorAt?.(`${index}/${props.part}`) ?? errorAt?.(String(index));
        return (
          <div key={index} className={styles.entry}>
            {props.row(entry, (changes) => put(index, { ...entry, ...changes }), index)}
            {main && entries.length > 1 && (
              <Radio name={group} checked={main.is(entry)} onChange={() => choose(index)}>
                {t('primary')}
              </Radio>
            )}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('remove')}
              onClick={() => onChange(entries.filter((_, at) => at !== index))}
            />
            {wrong && (
              <p className={styles.wrong} role="alert">
                {wrong}
              </p>
            )}
          </div>
        );
      })}
      <Button
        type="dashed"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...entries, props.fresh()])}
      >
        {props.add}
      </Button>
    </fieldset>
  );
}
