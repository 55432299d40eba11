import type { Values } from './files.ts';
import { addDays } from './identity.ts';
import type { Trainee } from './people.ts';
import type { PlannedClass } from './plan.ts';
import type { Random } from './random.ts';

/** Who is paid, by mode (§五). */
const PAYEES: Record<string, '个人' | '机构' | '企业'> = {
  职业资格培训: '个人',
  创业培训: '个人',
  安全技能培训: '个人',
  项目制培训: '机构',
  '互联网+培训': '机构',
  企业新型学徒制: '企业',
};

export interface Payee {
  code: string;
  name: string;
  account: string;
}

/** Numbers the payouts, and sums them by department for the budgets. */
export class Payouts {
  private number = 0;
  /** Paid in fen by year, department and source. */
  readonly paid = new Map<string, number>();

  constructor(
    private readonly random: Random,
    private readonly until: string,
    private readonly byName: boolean,
  ) {}

  /** The rows of 补贴发放 of one class: after a notice, some weeks after its end; later ones are still on their way. */
  forClass(planned: PlannedClass, trainees: Trainee[], institution: Payee, enterprise: Payee): Values[] {
    const { random } = this;
    const eligible = trainees.filter((trainee) => trainee.isEligible);
    if (eligible.length === 0 || random.chance(0.02)) return [];
    const noticeFrom = addDays(planned.endsOn, random.whole(18, 55));
    if (noticeFrom > this.until) return [];
    const payee = PAYEES[planned.course.mode] ?? '机构';
    const rate = planned.uplift === '小班化' ? 1.5 : 1;
    const amount = Number(planned.standard.amount);
    if (payee === '个人') {
      return eligible
        .filter(() => random.chance(0.96))
        .map(({ person }) =>
          this.row(
            planned,
            noticeFrom,
            { type: payee, name: person.name, account: person.account },
            person.id,
            1,
            amount,
          ),
        );
    }
    const days = planned.course.hours / 8;
    const worth = ({ attendedHours }: Trainee): number =>
      ({
        'person-day': Math.min(days, planned.standard.maxDays ?? days) * amount * rate,
        'person-lesson-hour': attendedHours * amount,
        'person-year': amount,
        person: amount,
      })[planned.standard.per];
    const { name, account } = payee === '机构' ? institution : enterprise;
    const paid = { type: payee, name, account };
    if (this.byName) {
      return eligible.map((trainee) =>
        this.row(planned, noticeFrom, paid, trainee.person.id, 1, worth(trainee)),
      );
    }
    const total = eligible.reduce((sum, trainee) => sum + worth(trainee), 0);
    return [this.row(planned, noticeFrom, paid, '', eligible.length, total)];
  }

  private row(
    planned: PlannedClass,
    noticeFrom: string,
    payee: { type: string; name: string; account: string },
    person: string,
    persons: number,
    amount: number,
  ): Values {
    const { random } = this;
    this.number += 1;
    const noticeUntil = addDays(noticeFrom, 7);
    const paidOn = addDays(noticeUntil, random.whole(3, 35));
    const status =
      noticeUntil > this.until
        ? '公示中'
        : paidOn > this.until
          ? '待公示'
          : random.chance(0.004)
            ? '已退回'
            : '已发放';
    // An occasional clerical error for auditors to find.
    const slip = random.chance(0.003) ? 100 : 0;
    const fen = Math.round((amount + slip) * 100);
    if (status === '已发放') {
      const key = `${paidOn.slice(0, 4)}|${planned.department}|${planned.source}`;
      this.paid.set(key, (this.paid.get(key) ?? 0) + fen);
    }
    return {
      payout_id: `FF${String(this.number).padStart(8, '0')}`,
      class_id: planned.id,
      person_id: person,
      payee_type: payee.type,
      payee_name: payee.name,
      payee_account: payee.account,
      persons,
      amount: fen / 100,
      source: planned.source,
      notice_from: status === '待公示' ? '' : noticeFrom,
      notice_until: status === '待公示' || random.chance(0.001) ? '' : noticeUntil,
      paid_on: status === '已发放' || status === '已退回' ? paidOn : '',
      payout_status: status,
    };
  }

  /** The rows of 资金安排: budgets somewhat above what was paid, not all of it arrived. */
  funds(): Values[] {
    return [...this.paid]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, fen]) => {
        const [year = '', department = '', source = ''] = key.split('|');
        // The last year of the demo is not over, but its budget covers the whole year.
        const isOpen = this.until.startsWith(year) && !this.until.endsWith('12-31');
        const budget =
          Math.ceil(
            (fen / 1_000_000) * (isOpen ? 1.5 + this.random.next() * 0.4 : 1.08 + this.random.next() * 0.25),
          ) * 10_000;
        return {
          year,
          department,
          source,
          budget,
          arrived: Math.round((budget * (0.84 + this.random.next() * 0.14)) / 100) * 100,
        };
      });
  }
}
