import { DeleteOutlined, EditOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Steps } from '../products/cost/Steps';
import { useFormat } from '../ui/format';
import { amountOf, type Line } from './given';
import styles from './lines.module.css';

interface Props {
  line: Line;
  edit: { open: (line: Line) => void; remove: (line: Line) => void } | null;
  /** Its amount has the tax in it, as its prices have. */
  included: boolean;
  /** What is to be said about it. */
  note?: ReactNode;
}

/** A line, and on request how its amount came about. */
export function LineRow({ line, edit, included, note }: Props) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  const [why, setWhy] = useState(false);
  const { name } = line.product;
  const { currency } = line.net;
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Link to={`/products/${line.product_id}`}>{name}</Link>
          <div className={styles.hint}>{line.product.sku}</div>
          {line.months !== null && line.months !== undefined && (
            <div className={styles.hint}>{t('months', { count: line.months })}</div>
          )}
          {line.chosen && line.chosen.length > 0 && <Options line={line} />}
          {line.remark && <div className={styles.remark}>{line.remark}</div>}
          {note}
        </th>
        <td>
          {format.number(Number(line.quantity))} {line.unit}
        </td>
        <td>{format.price(line.unit_price.amount, currency)}</td>
        <td>{Number(line.discount_percent) > 0 && `${line.discount_percent}%`}</td>
        <td>{format.money(amountOf(line, included), currency)}</td>
        <td className={styles.buttons}>
          <Button
            type="text"
            size="small"
            icon={<QuestionCircleOutlined />}
            aria-expanded={why}
            aria-label={t('why', { name })}
            title={t('why', { name })}
            onClick={() => setWhy(!why)}
          />
          {edit && (
            <>
              <Button
                type="text"
                size="small"
                icon={<EditOutlined />}
                aria-label={t('edit', { name })}
                onClick={() => edit.open(line)}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('remove', { name })}
                onClick={() => edit.remove(line)}
              />
            </>
          )}
        </td>
      </tr>
      {why && (
        <tr className={styles.why}>
          <td colSpan={6}>
            <Steps line={line} included={isIncluded(line)} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** What was chosen with it. */
function Options({ line }: { line: Line }) {
  const format = useFormat();
  return (
    <ul className={styles.options}>
      {line.options.map((one) => (
        <li key={one.product.id}>
          {one.product.name}
          {Number(one.quantity) !== Number(line.quantity) && ` × ${format.number(Number(one.quantity))}`}
        </li>
      ))}
    </ul>
  );
}

const isIncluded = (line: Line): boolean =>
  line.reasons.some(({ kind, params }) => kind === 'tax' && params.included === true);
