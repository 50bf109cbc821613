import { DownOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSaving } from '../../administration/shared/saving';
import { OfQuote } from '../../contracts/OfQuote';
import { OrderOf } from '../../orders/OrderOf';
import { useMe } from '../../session/session';
import { AssignButton } from '../../ui/records/AssignButton';
import { useReaches } from '../../ui/records/may';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { useDeletion } from '../../ui/records/useDeletion';
import * as calls from '../queries';
import { useListed, useShowSaved, type Quote } from '../queries';
import { numberOf } from '../states';
import { ActDialog, type Act } from './ActDialog';
import { IssueDialog } from './IssueDialog';
import { SendDialog } from '../sending/SendDialog';
import { LinkDialog } from './LinkDialog';

const FOLLOWED: ReadonlySet<string> = new Set(['issued', 'declined', 'expired', 'superseded', 'withdrawn']);

interface Props {
  quote: Quote;
  may: boolean;
}

/** What comes next for a quote in its state. */
export function Actions({ quote, may }: Props) {
  const reaches = useReaches();
  const [act, setAct] = useState<Act | null>(null);
  const [issuing, setIssuing] = useState(false);
  const [sending, setSending] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const show = useShowSaved();
  const listed = useListed();
  const gone = quote.deleted_at !== null;
  const onDelete = useDelete(quote);
  const mayDelete = !gone && quote.state === 'draft' && reaches('quote.delete', quote);
  const mayAssign = !gone && reaches('quote.assign', quote);
  const next = { quote, onAct: setAct };
  const given = (saved: Quote) => {
    show(saved);
    listed();
  };
  return (
    <>
      {!gone && <Decision {...next} />}
      {may && !gone && <Before {...next} onIssue={() => setIssuing(true)} />}
      {may && quote.state === 'issued' && (
        <Issued {...next} onLink={setToken} onSend={() => setSending(true)} />
      )}
      {quote.state === 'accepted' && <OrderOf of="quote_id" record={quote} make={calls.orderQuote} />}
      {quote.state === 'accepted' && <OfQuote quote={quote} />}
      {may && quote.latest && FOLLOWED.has(quote.state) && <Follow quote={quote} />}
      {mayAssign && (
        <AssignButton record={quote} assign={(to) => calls.assignQuote(quote.id, to)} onDone={given} />
      )}
      <RecordMenu
        thing="quote"
        record={{ id: quote.id, name: numberOf(quote) }}
        onDelete={mayDelete ? onDelete : undefined}
      />
      {act && <ActDialog {...{ quote, act }} onClose={() => setAct(null)} />}
      {issuing && <IssueDialog {...{ quote }} onIssued={setToken} onClose={() => setIssuing(false)} />}
      {sending && <SendDialog {...{ quote }} onClose={() => setSending(false)} />}
      {token !== null && <LinkDialog {...{ token }} onClose={() => setToken(null)} />}
    </>
  );
}

interface StateProps {
  quote: Quote;
  onAct: (act: Act) => void;
}

/** Till it is issued: asking for approval where its discounts need it, issuing, taking it back. */
function Before({ quote, onAct, onIssue }: StateProps & { onIssue: () => void }) {
  const { t } = useTranslation('quotes');
  const show = useShowSaved();
  const back = useSaving(() => calls.reopenQuote(quote.id), {
    touches: [],
    said: t('reopen.done'),
    done: show,
  });
  const asks = quote.state === 'draft' && quote.excess.length > 0;
  return (
    <>
      {asks && (
        <Button type="primary" onClick={() => onAct('submit')}>
          {t('submit.button')}
        </Button>
      )}
      {((quote.state === 'draft' && !asks) || quote.state === 'approved') && (
        <Button type="primary" onClick={onIssue}>
          {t('issue.button')}
        </Button>
      )}
      {(quote.state === 'awaiting_approval' || quote.state === 'approved') && (
        <Button loading={back.isPending} onClick={() => back.mutate(undefined)}>
          {t('reopen.button')}
        </Button>
      )}
    </>
  );
}

/** Whoever asked cannot decide. */
function Decision({ quote, onAct }: StateProps) {
  const { t } = useTranslation('quotes');
  const me = useMe();
  const reaches = useReaches();
  const mine = quote.asked_by === me.id;
  if (quote.state !== 'awaiting_approval' || mine || !reaches('quote.approve', quote)) return null;
  return (
    <>
      <Button type="primary" onClick={() => onAct('approve')}>
        {t('approve.button')}
      </Button>
      <Button danger onClick={() => onAct('reject')}>
        {t('reject.button')}
      </Button>
    </>
  );
}

interface IssuedProps extends StateProps {
  onLink: (token: string) => void;
  onSend: () => void;
}

/** While the customer has it: the link, the mail, an answer that came another way, taking it back. */
function Issued({ quote, onAct, onLink, onSend }: IssuedProps) {
  const { t } = useTranslation('quotes');
  const linking = useSaving(() => calls.newLink(quote.id), {
    touches: [],
    done: ({ token }) => onLink(token),
  });
  const items = (['accept', 'decline', 'withdraw'] as const).map((key) => ({
    key,
    label: t(`${key}.button`),
    danger: key === 'withdraw',
    onClick: () => onAct(key),
  }));
  return (
    <>
      <Button type="primary" loading={linking.isPending} onClick={() => linking.mutate(undefined)}>
        {t('link.button')}
      </Button>
      <Button onClick={onSend}>{t('send.button')}</Button>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
          {t('answer')}
        </Button>
      </Dropdown>
    </>
  );
}

function Follow({ quote }: { quote: Quote }) {
  const { t } = useTranslation('quotes');
  const navigate = useNavigate();
  const listed = useListed();
  const following = useSaving(() => calls.followQuote(quote.id), {
    touches: [calls.quoteKey(quote.id)],
    done: (made) => {
      listed();
      void navigate(`/quotes/${made.id}`);
    },
  });
  return (
    <Button loading={following.isPending} onClick={() => following.mutate(undefined)}>
      {t('follow')}
    </Button>
  );
}

function useDelete(quote: Quote): () => void {
  const { t } = useTranslation('quotes');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const show = useShowSaved();
  const listed = useListed();
  const { id } = quote;
  return useDeletion({
    record: { id, name: numberOf(quote) },
    text: t('delete.text'),
    remove: () => calls.deleteQuote(id).then(listed),
    restore: async () => {
      show(await calls.restoreQuote(id));
      listed();
    },
    onLeft: () =>
      void Promise.resolve(navigate('/quotes')).then(() =>
        queries.removeQueries({ queryKey: calls.quoteKey(id) }),
      ),
    onBack: () => void navigate(`/quotes/${id}`),
  });
}
