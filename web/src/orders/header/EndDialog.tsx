import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NewDialog } from '../../administration/shared/NewDialog';
import { textOf } from '../../ui/fields/values';
import styles from '../orders.module.css';
import { endOrder, useShowSaved, type Order } from '../queries';
import { obstacles, type Obstacle } from '../standing';

interface Props {
  order: Order;
  how: 'cancel' | 'close';
  onClose: () => void;
}

/** Calls an order off, or lets it be done; says what stands against that instead, where something does. */
export function EndDialog({ order, how, onClose }: Props) {
  const { t } = useTranslation('orders');
  const show = useShowSaved();
  const said = { number: order.number };
  const standing = how === 'cancel' ? obstacles(order.progress) : [];
  if (standing.length > 0) return <Against {...{ order, standing, onClose }} />;
  return (
    <NewDialog
      title={t(`${how}.title`, said)}
      note={t(`${how}.text`)}
      ok={t(`${how}.button`)}
      danger={how === 'cancel'}
      fields={[{ name: 'reason', kind: 'longText', label: t('reason') }]}
      call={(values) => endOrder(order.id, how, textOf(values.reason))}
      touches={[]}
      said={t(`${how}.done`)}
      onDone={show}
      onClose={onClose}
    />
  );
}

const WHERE = { prepared: 'shipments', shipped: 'shipments', billed: 'invoices' } as const;

function Against({ order, standing, onClose }: Omit<Props, 'how'> & { standing: readonly Obstacle[] }) {
  const { t } = useTranslation('orders');
  return (
    <Modal
      open
      title={t('cancel.againstTitle', { number: order.number })}
      footer={<Button onClick={onClose}>{t('cancel.leave')}</Button>}
      onCancel={onClose}
    >
      <p>{t('cancel.against')}</p>
      <ul className={styles.list}>
        {standing.map((one) => (
          <li key={one}>
            <Link to={`/orders/${order.id}?tab=${WHERE[one]}`} onClick={onClose}>
              {t(`cancel.obstacle.${one}`)}
            </Link>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
