import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../ui/fields/values';
import styles from '../shared/admin.module.css';

/** What the service gives a tag that nobody chose a colour for. */
export const GREY = '#64748b';

export function ColourField({ value, onChange }: { value: unknown; onChange: (colour: string) => void }) {
  const { t } = useTranslation('administration/tags');
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t('colour')}</label>
      <input
        id={id}
        type="color"
        value={textOf(value) || GREY}
        onChange={(event) => onChange(event.target.value.toLowerCase())}
      />
    </div>
  );
}
