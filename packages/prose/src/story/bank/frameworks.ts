export interface Competency {
  id: string;
  name: string;
  /** Words that indicate it; empty if a framework has only names. */
  signs: readonly string[];
}

export interface Framework {
  id: string;
  name: string;
  competencies: readonly Competency[];
}

const competency = (id: string, name: string, signs: string): Competency => ({
  id,
  name,
  signs: signs.split(', '),
});

/** General engineering competencies, of no company. */
export const neutralFramework: Framework = {
  id: 'craft',
  name: 'The craft of incidents',
  competencies: [
    competency(
      'diagnosis',
      'Diagnosis',
      'found, traced, compared, ruled out, hypothesis, reproduced, log, trace, bisect, root cause, dump, isolated, 发现, 排查, 定位, 日志, 复现, 假设, 排除, 根本原因',
    ),
    competency(
      'judgement',
      'Judgment under uncertainty',
      'decided, chose, risk, instead, rather than, rollback, roll back, reversible, undone, unknown, called it, 决定, 选择, 判断, 回滚, 风险, 而不是, 来不及, 不确定',
    ),
    competency(
      'prevention',
      'Prevention',
      'test, alert, monitor, runbook, guard, check, invariant, canary, class of, 测试, 监控, 预防, 告警, 校验, 演练, 手册',
    ),
    competency(
      'rigour',
      'Measuring and verifying',
      'measured, verified, validated, counted, sampled, baseline, load test, before and after, reconciled, 验证, 对比, 核对, 统计, 抽样, 基线, 压测',
    ),
    competency(
      'working-with-others',
      'Working across teams',
      'team, partner, finance, support, vendor, together, asked, agreed, hand over, pair, 团队, 同事, 一起, 客服, 协作, 合作, 交接',
    ),
    competency(
      'leading',
      'Leading others through it',
      'led, commander, split the, assigned, nominated, coordinated, call with, priority, delegated, 负责, 组织, 分工, 指挥, 协调, 安排, 牵头',
    ),
    competency(
      'communication',
      'Communication',
      'told, wrote, report, update, explained, informed, status, document, list, presented, 沟通, 说明, 通知, 同步, 汇报, 公告, 文档',
    ),
    competency(
      'customer',
      'Customer focus',
      'customer, user, complaint, support case, impact, orders, visible, accessible, 客户, 用户, 订单, 投诉, 影响, 不可见',
    ),
    competency(
      'initiative',
      'Initiative',
      'nobody asked, took on, beyond, volunteered, proposed, interim, unblocked, on my own, ownership, 主动, 提议, 建议, 额外, 自愿',
    ),
    competency(
      'learning',
      'Candour and learning',
      'learned, wrong, mistake, failed, my own, next time, taught, differently, should have, 学到, 反思, 以后, 教训, 失误, 原以为',
    ),
    competency(
      'influence',
      'Influence',
      'adopted, convinced, disagreed, standard, pushed back, proposal, principle, other teams, trade-off, 推动, 说服, 采纳, 标准, 反对, 推广',
    ),
  ],
};

/** The names of Amazon's sixteen leadership principles, as facts; their meaning is up to Amazon. */
export const leadershipPrinciples: Framework = {
  id: 'amazon-leadership-principles',
  name: 'Amazon leadership principles (names)',
  competencies: [
    'Customer Obsession',
    'Ownership',
    'Invent and Simplify',
    'Are Right, A Lot',
    'Learn and Be Curious',
    'Hire and Develop the Best',
    'Insist on the Highest Standards',
    'Think Big',
    'Bias for Action',
    'Frugality',
    'Earn Trust',
    'Dive Deep',
    'Have Backbone; Disagree and Commit',
    'Deliver Results',
    'Strive to be Earth’s Best Employer',
    'Success and Scale Bring Broad Responsibility',
  ].map((name) => ({
    id: name
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
    name,
    signs: [],
  })),
};

export const frameworks: readonly Framework[] = [neutralFramework, leadershipPrinciples];
