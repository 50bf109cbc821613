import { useTranslation } from 'react-i18next';
import { numberOf } from '../ui/fields/values';
import { Standing, type Tone } from '../ui/states/Standing';
import type { Listed } from './queries';
import { STATES } from './states';

const TONES: Readonly<Record<Listed['state'], Tone>> = {
  draft: 'quiet',
  awaiting_approval: 'warning',
  approved: 'accent',
  issued: 'accent',
  accepted: 'success',
  declined: 'danger',
  expired: 'quiet',
  superseded: 'quiet',
  withdrawn: 'quiet',
};

/** A word and a colour. */
export function State({ value }: { value: unknown }) {
  const { t } = useTranslation('quotes');
  const state = STATES.find((one) => one === value);
  return state ? <Standing tone={TONES[state]}>{t(`states.${state}`)}</Standing> : null;
}

const Percent = ({ value }: { value: unknown }) => `${numberOf(value) ?? 0}%`;

export const STATE = { Value: State };
export const PERCENT = { Value: Percent };
