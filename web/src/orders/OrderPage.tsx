import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { Gone } from '../ui/records/Gone';
import type { FieldDescription, SaveField } from '../ui/records/description';
import { History } from '../ui/records/History';
import { useReaches } from '../ui/records/may';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useRecordSaving, type Saving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { useOrderDescription, useWrittenDescription } from './description';
import { OrderHeader } from './header/OrderHeader';
import { Approval } from './lines/Approval';
import { OrderLines } from './lines/OrderLines';
import { Messages } from './messages/Messages';
import { Invoices } from './parts/Invoices';
import { Returns } from './parts/Returns';
import { Shipments } from './parts/Shipments';
import { loadHistory, orderKey, useOrder, useShowSaved, type Order } from './queries';

const TABS = ['lines', 'shipments', 'invoices', 'messages', 'history'] as const;
const NONE: readonly string[] = [];
/** Nothing of an order that is over is written any more. */
const OPEN: ReadonlySet<string> = new Set(['draft', 'confirmed']);

export function OrderPage() {
  const { id = '' } = useParams();
  return <OrderRecord id={id} />;
}

/** An order: what was ordered, how far it is delivered, billed and paid, and what comes next. */
export function OrderRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('orders');
  const found = useOrder(id);
  useLive([`order:${id}`]);
  const { refetch } = found;
  const reload = useCallback(() => void refetch(), [refetch]);
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/orders">{t('back')}</Link>} />;
  if (found.data) return <Loaded key={id} order={found.data} reload={reload} />;
  if (found.isError) return <ErrorState error={found.error} retry={reload} />;
  return <RecordSkeleton />;
}

function Loaded({ order, reload }: { order: Order; reload: () => void }) {
  const written = useWrittenDescription();
  const listed = useOrderDescription();
  const saving = useRecordSaving(written, order, useShowSaved(), reload);
  const reaches = useReaches();
  const may = reaches('order.update', order);
  const known = new Set(written.fields.map((one) => one.name));
  const fields = [...written.fields, ...listed.fields.filter((one) => !known.has(one.name))];
  return (
    <RecordPage
      {...{ saving }}
      description={written}
      record={order}
      title={order.number}
      may={may && OPEN.has(order.state)}
      without={NONE}
      tabs={TABS}
      header={() => <OrderHeader {...{ order, may }} />}
    >
      {(tab, save) => <Middle {...{ tab, order, may, fields, saving, save }} />}
    </RecordPage>
  );
}

interface MiddleProps {
  tab: (typeof TABS)[number];
  order: Order;
  may: boolean;
  fields: readonly FieldDescription[];
  saving: Saving;
  save: SaveField | null;
}

function Middle({ tab, order, may, fields, saving, save }: MiddleProps) {
  if (tab === 'history')
    return (
      <History
        queryKey={[...orderKey(order.id), 'history']}
        load={(after) => loadHistory(order.id, after)}
        fields={fields}
        record={order}
        onPutBack={save}
      />
    );
  if (tab === 'shipments')
    return (
      <>
        <Shipments {...{ order, may }} />
        <Returns {...{ order, may }} />
      </>
    );
  if (tab === 'invoices') return <Invoices order={order} />;
  if (tab === 'messages') return <Messages order={order} />;
  const draft = save !== null && order.state === 'draft';
  return (
    <>
      <Approval order={order} />
      <OrderLines order={order} save={draft ? (lines) => saving.save({ lines }) : null} />
    </>
  );
}
