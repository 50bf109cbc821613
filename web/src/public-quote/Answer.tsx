import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../ui/problems';
import styles from './public-quote.module.css';
import { accept, decline, offerKey, type Offer } from './queries';

interface Props {
  token: string;
  offer: Offer;
}

/** The customer accepts by name what the document says, or declines and says why. */
export function Answer(props: Props) {
  const { t } = useTranslation('public-quote');
  const [declining, setDeclining] = useState(false);
  return (
    <section className={styles.paper} aria-label={t('answer')}>
      {declining ? (
        <Decline {...props} onBack={() => setDeclining(false)} />
      ) : (
        <Accept {...props} onDecline={() => setDeclining(true)} />
      )}
    </section>
  );
}

/** Sends it; whatever comes back, the page then shows how the offer stands. */
function useAnswering(token: string, call: () => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSettled: () => queries.invalidateQueries({ queryKey: offerKey(token) }),
  });
}

function Accept({ token, offer, onDecline }: Props & { onDecline: () => void }) {
  const { t } = useTranslation('public-quote');
  const id = useId();
  const [name, setName] = useState('');
  const [agreed, setAgreed] = useState(false);
  const sha256 = offer.document_sha256;
  const sending = useAnswering(token, () =>
    accept(token, { name: name.trim(), signature: name.trim(), document_sha256: sha256 ?? '' }),
  );
  const ready = name.trim() !== '' && agreed && sha256 !== null;
  const who = offer.addressee.split('\n', 1)[0] ?? '';
  return (
    <Form title={t('acceptTitle')} error={sending.error} onSubmit={() => ready && sending.mutate()}>
      <div className={styles.field}>
        <label htmlFor={id}>{t('name')}</label>
        <Input
          id={id}
          size="large"
          autoComplete="name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
        {t('onBehalf', { who, number: offer.number })}
      </Checkbox>
      <div className={styles.buttons}>
        <Button type="primary" size="large" htmlType="submit" disabled={!ready} loading={sending.isPending}>
          {t('accept')}
        </Button>
        <Button size="large" type="text" onClick={onDecline}>
          {t('decline')}
        </Button>
      </div>
    </Form>
  );
}

function Decline({ token, onBack }: Props & { onBack: () => void }) {
  const { t } = useTranslation('public-quote');
  const id = useId();
  const [reason, setReason] = useState('');
  const [name, setName] = useState('');
  const sending = useAnswering(token, () => decline(token, { name: name.trim(), reason: reason.trim() }));
  return (
    <Form title={t('declineTitle')} error={sending.error} onSubmit={() => sending.mutate()}>
      <div className={styles.field}>
        <label htmlFor={`${id}reason`}>{t('reason')}</label>
        <Input.TextArea
          id={`${id}reason`}
          rows={3}
          maxLength={2000}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div className={styles.field}>
        <label htmlFor={`${id}name`}>{t('nameIfYouLike')}</label>
        <Input
          id={`${id}name`}
          autoComplete="name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className={styles.buttons}>
        <Button danger size="large" htmlType="submit" loading={sending.isPending}>
          {t('decline')}
        </Button>
        <Button size="large" type="text" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </Form>
  );
}

interface FormProps {
  title: string;
  error: unknown;
  onSubmit: () => void;
  children: ReactNode;
}

function Form({ title, error, onSubmit, children }: FormProps) {
  const text = useProblemText();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h2>{title}</h2>
      {error !== null && error !== undefined && <Alert type="error" showIcon title={text(error)} />}
      {children}
    </form>
  );
}
