/** Moments as the clock of a time zone shows them: pickers of dates know no zones. */
import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
dayjs.extend(timezone);

const CLOCK = 'YYYY-MM-DDTHH:mm:ss';

/** What the clock says there, as if it were here. */
export const clockAt = (moment: string, zone: string): Dayjs => dayjs(dayjs(moment).tz(zone).format(CLOCK));

/** When the clock says this there. */
export const momentOf = (clock: Dayjs, zone: string): string =>
  dayjs.tz(clock.format(CLOCK), zone).toISOString();
