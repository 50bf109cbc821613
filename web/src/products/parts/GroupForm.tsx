import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { EntriesEditor } from '../../ui/fields/editors/EntriesEditor';
import { ProductEditor } from '../../ui/fields/editors/ReferenceEditor';
import { textOf } from '../../ui/fields/values';
import type { OptionGroup } from '../queries';
import styles from './parts.module.css';

type Choice = OptionGroup['choices'][number];

interface Props {
  group: OptionGroup;
  onChange: (group: OptionGroup) => void;
  onRemove: () => void;
}

/** A group of options: what it is called, how many of them are taken, which they are. */
export function GroupForm({ group, onChange, onRemove }: Props) {
  const { t } = useTranslation(['products', 'ui/fields']);
  const id = useId();
  const set = (changes: Partial<OptionGroup>) => onChange({ ...group, ...changes });
  return (
    <fieldset className={styles.groupForm}>
      <div className={styles.line}>
        <label className={styles.grow}>
          {t('parts.group')}
          <Input value={group.name} maxLength={200} onChange={(event) => set({ name: event.target.value })} />
        </label>
        <label htmlFor={`${id}least`}>
          {t('parts.least')}
          <InputNumber
            id={`${id}least`}
            min={0}
            max={50}
            value={group.least}
            onChange={(least) => set({ least: least ?? 0 })}
          />
        </label>
        <label htmlFor={`${id}most`}>
          {t('parts.most')}
          <InputNumber
            id={`${id}most`}
            min={1}
            max={50}
            placeholder={t('parts.any')}
            value={group.most}
            onChange={(most) => set({ most })}
          />
        </label>
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('parts.removeGroup', { name: group.name })}
          onClick={onRemove}
        />
      </div>
      <EntriesEditor<Choice>
        label={t('parts.choices')}
        entries={group.choices}
        onChange={(choices) => set({ choices })}
        fresh={() => ({ product_id: '', most: 1, initially: false })}
        add={t('parts.addChoice')}
        part="product_id"
        row={(one, change) => <ChoiceRow {...{ one, change }} />}
      />
    </fieldset>
  );
}

function ChoiceRow({ one, change }: { one: Choice; change: (changes: Partial<Choice>) => void }) {
  const { t } = useTranslation('products');
  return (
    <>
      <div className={styles.product}>
        <ProductEditor
          field={{ name: 'product_id', kind: 'product', label: t('fields.product') }}
          value={one.product_id}
          onChange={(id) => change({ product_id: textOf(id) })}
        />
      </div>
      <InputNumber
        className={styles.quantity}
        min={1}
        max={99}
        prefix="≤"
        aria-label={t('parts.mostOfIt')}
        title={t('parts.mostOfIt')}
        value={one.most}
        onChange={(most) => change({ most: most ?? 1 })}
      />
      <Checkbox checked={one.initially} onChange={(event) => change({ initially: event.target.checked })}>
        {t('parts.initially')}
      </Checkbox>
    </>
  );
}
