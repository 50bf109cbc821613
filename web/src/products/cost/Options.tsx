import { Checkbox, InputNumber, Radio } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useFieldErrorText } from '../../ui/problems';
import { useTaken } from '../parts/drawn';
import type { OptionGroup, Product } from '../queries';
import { toggled, type Chosen } from './asked';
import styles from './cost.module.css';
import { named } from './faults';
import { useConfigured } from './queries';

interface Props {
  product: Product;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

type Offered = Schemas['sales_OfferedOption'];

/** The options by their groups; what a rule excludes says which one. */
export function Options({ product, chosen, onChange }: Props) {
  const taken = useTaken();
  const offered = useConfigured(product.id, chosen, true).data?.options;
  const excluded = useMemo(() => new Map(offered?.map((one) => [one.product_id, one.excluded])), [offered]);
  return product.option_groups.map((group, index) => (
    <fieldset key={index} className={styles.group}>
      <legend>
        {group.name} <span className={styles.hint}>{taken(group)}</span>
      </legend>
      {group.choices.map((choice) => (
        <Option
          key={choice.product_id}
          {...{ product, group, choice, chosen, onChange }}
          excluded={excluded.get(choice.product_id)}
        />
      ))}
    </fieldset>
  ));
}

interface OptionProps extends Props {
  group: OptionGroup;
  choice: OptionGroup['choices'][number];
  excluded?: Offered['excluded'];
}

function Option({ product, group, choice, chosen, onChange, excluded }: OptionProps) {
  const { t } = useTranslation('products');
  const say = useFieldErrorText();
  const id = choice.product_id;
  const card = product.products?.find((one) => one.id === id);
  const quantity = chosen[id];
  // What is chosen can always be taken out again.
  const out = quantity === undefined && excluded ? say(named({ ...excluded, pointer: '' }, product)) : null;
  const Box = group.least === 1 && group.most === 1 ? Radio : Checkbox;
  return (
    <div className={styles.choice}>
      <Box
        checked={quantity !== undefined}
        disabled={out !== null}
        onChange={() => onChange(toggled(chosen, group, id))}
      >
        {card?.name} <span className={styles.hint}>{card?.sku}</span>
        {out !== null && <span className={styles.out}>{out}</span>}
      </Box>
      {quantity !== undefined && choice.most > 1 && (
        <InputNumber
          size="small"
          min={1}
          max={choice.most}
          precision={0}
          aria-label={t('cost.howMany', { name: card?.name })}
          value={quantity}
          onChange={(many) => onChange({ ...chosen, [id]: many ?? 1 })}
        />
      )}
    </div>
  );
}
