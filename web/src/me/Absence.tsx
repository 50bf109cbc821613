import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Me } from '../session/session';
import { useColleagues } from '../ui/directory';
import type { MeChanges } from './account';
import { Field } from './Field';
import styles from './me.module.css';

const FORMAT = 'YYYY-MM-DD';

interface Props {
  shown: Me;
  set: (change: MeChanges) => void;
  wrong: (name: keyof MeChanges) => string | undefined;
}

/** When one is away, and who stands in meanwhile. */
export function Absence({ shown, set, wrong }: Props) {
  const { t } = useTranslation('me');
  const colleagues = [...useColleagues().values()].filter((one) => one.id !== shown.id);
  const { out_of_office_from: from, out_of_office_until: until } = shown;
  return (
    <fieldset className={styles.group}>
      <legend>{t('absence.title')}</legend>
      <p className={styles.hint}>{t('absence.text')}</p>
      <Field label={t('absence.days')} error={wrong('out_of_office_from') ?? wrong('out_of_office_until')}>
        {(control) => (
          <DatePicker.RangePicker
            {...control}
            allowEmpty={[false, true]}
            value={[from ? dayjs(from) : null, until ? dayjs(until) : null]}
            onChange={(days) =>
              set({
                out_of_office_from: days?.[0]?.format(FORMAT) ?? null,
                out_of_office_until: days?.[1]?.format(FORMAT) ?? null,
              })
            }
          />
        )}
      </Field>
      <Field label={t('absence.deputy')} error={wrong('deputy_id')}>
        {(control) => (
          <Select
            {...control}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('absence.nobody')}
            value={shown.deputy_id}
            options={colleagues.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id?: string) => set({ deputy_id: id ?? null })}
          />
        )}
      </Field>
    </fieldset>
  );
}
