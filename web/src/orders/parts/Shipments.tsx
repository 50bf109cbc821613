import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useAsk, useSaving } from '../../administration/shared/saving';
import { textOf } from '../../ui/fields/values';
import { ErrorState } from '../../ui/states/ErrorState';
import { Standing, type Tone } from '../../ui/states/Standing';
import styles from '../orders.module.css';
import {
  moveShipment,
  prepareShipment,
  shipShipment,
  TOUCHED,
  useShipments,
  type Order,
  type Shipment,
  type ShipmentAct,
} from '../queries';
import { openLines } from '../standing';
import { Contents, Part, When } from './Part';
import { QuantitiesDialog } from './QuantitiesDialog';

const TONES: Record<Shipment['state'], Tone> = {
  prepared: 'warning',
  shipped: 'accent',
  delivered: 'success',
  lost: 'danger',
  cancelled: 'quiet',
};

interface Props {
  order: Order;
  may: boolean;
}

/** What was set aside, what left, what arrived; and setting aside what is left. */
export function Shipments({ order, may }: Props) {
  const { t } = useTranslation('orders');
  const [preparing, setPreparing] = useState(false);
  const found = useShipments(order.id);
  const left = openLines(order, 'to_ship');
  const ready = may && order.state === 'confirmed' && left.length > 0;
  return (
    <section className={styles.parts} aria-label={t('shipments.title')}>
      <header className={styles.partsHead}>
        <h2>{t('shipments.title')}</h2>
        {ready && (
          <Button
            type={order.delivery === 'complete' ? 'default' : 'primary'} // what came back need not go out again
            onClick={() => setPreparing(true)}
          >
            {t('shipments.prepare')}
          </Button>
        )}
      </header>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && (
        <p className={styles.none}>{t(order.state === 'draft' ? 'shipments.notYet' : 'shipments.none')}</p>
      )}
      <ul className={styles.partList}>
        {found.data?.items.map((one) => (
          <ShipmentShown key={one.id} {...{ order, may }} shipment={one} />
        ))}
      </ul>
      {preparing && (
        <QuantitiesDialog
          title={t('shipments.prepare')}
          note={t('shipments.prepareText')}
          ok={t('shipments.prepareOk')}
          said={t('shipments.prepared')}
          lines={left}
          fields={[]}
          call={(lines) =>
            prepareShipment({ order_id: order.id, lines, carrier: '', tracking_number: '', note: '' })
          }
          onClose={() => setPreparing(false)}
        />
      )}
    </section>
  );
}

function ShipmentShown({ order, shipment, may }: Props & { shipment: Shipment }) {
  const { t } = useTranslation('orders');
  const { state, carrier, tracking_number: tracking } = shipment;
  return (
    <Part
      title={shipment.number}
      standing={<Standing tone={TONES[state]}>{t(`shipments.states.${state}`)}</Standing>}
      facts={[
        [carrier, tracking].filter(Boolean).join(' · '),
        <When key="shipped" at={shipment.shipped_at} said={(when) => t('shipments.shippedAt', { when })} />,
        <When
          key="delivered"
          at={shipment.delivered_at}
          said={(when) => t('shipments.deliveredAt', { when })}
        />,
        shipment.note,
      ]}
      actions={may && <ShipmentActions shipment={shipment} />}
    >
      <Contents order={order} lines={shipment.lines} />
    </Part>
  );
}

const NEXT: Partial<Record<Shipment['state'], readonly ShipmentAct[]>> = {
  prepared: ['cancel'],
  shipped: ['deliver', 'lose'],
};

function ShipmentActions({ shipment }: { shipment: Shipment }) {
  const { t } = useTranslation('orders');
  const ask = useAsk();
  const [shipping, setShipping] = useState(false);
  const moving = useSaving((act: ShipmentAct) => moveShipment(shipment.id, act), {
    touches: TOUCHED,
    said: t('shipments.moved', { number: shipment.number }),
  });
  const move = async (act: ShipmentAct) => {
    const text = act === 'lose' ? t('shipments.loseText') : '';
    const said = t(`shipments.${act}`);
    if (text === '' || (await ask(`${said} · ${shipment.number}`, text, said))) moving.mutate(act);
  };
  return (
    <>
      {shipment.state === 'prepared' && (
        <Button size="small" type="primary" onClick={() => setShipping(true)}>
          {t('shipments.ship')}
        </Button>
      )}
      {NEXT[shipment.state]?.map((act) => (
        <Button key={act} size="small" loading={moving.isPending} onClick={() => void move(act)}>
          {t(`shipments.${act}`)}
        </Button>
      ))}
      {shipping && <ShipDialog shipment={shipment} onClose={() => setShipping(false)} />}
    </>
  );
}

function ShipDialog({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const { t } = useTranslation('orders');
  const { carrier, tracking_number } = shipment;
  return (
    <NewDialog
      title={t('shipments.shipTitle', { number: shipment.number })}
      note={t('shipments.shipText')}
      ok={t('shipments.ship')}
      fields={[
        { name: 'carrier', kind: 'text', label: t('shipments.carrier') },
        { name: 'tracking_number', kind: 'text', label: t('shipments.tracking') },
      ]}
      initial={{ carrier, tracking_number }}
      call={(values) =>
        shipShipment(shipment.id, {
          carrier: textOf(values.carrier),
          tracking_number: textOf(values.tracking_number),
        })
      }
      touches={TOUCHED}
      said={t('shipments.moved', { number: shipment.number })}
      onClose={onClose}
    />
  );
}
