package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** Chinese (simplified). Dates come before times, larger units before smaller ones. */
final class ChinesePhrases implements Phrases {
    private static final String WEEKDAYS = "日一二三四五六";
    private static final String NUMBERS = "一二三四五";

    @Override
    public String sentence(String time, String days, String months, String years) {
        boolean rhythm = time.startsWith("每");
        String day = rhythm && days.equals(everyDay()) ? "" : days;
        List<String> parts = new ArrayList<>();
        for (String part : List.of(years, inMonths(months, day), time)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return String.join("，", parts);
    }

    private String inMonths(String months, String day) {
        if (months.isEmpty() || day.isEmpty() || day.equals(everyDay())) {
            return months + day;
        }
        String days = day.replace("每月", "").strip();
        return months + (Character.isDigit(days.charAt(0)) ? " " : "的") + days;
    }

    @Override
    public String never() {
        return "（永不触发：没有这样的日期）";
    }

    @Override
    public String inZone(String words, String zone) {
        return words + "（" + zone + " 时区）";
    }

    @Override
    public String onStart() {
        return "调度器启动时";
    }

    @Override
    public String everyInterval(Duration interval) {
        List<String> parts = new ArrayList<>();
        addAmount(parts, interval.toDays(), "天");
        addAmount(parts, interval.toHoursPart(), "小时");
        addAmount(parts, interval.toMinutesPart(), "分钟");
        addAmount(parts, interval.toSecondsPart(), "秒");
        addAmount(parts, interval.toMillisPart(), "毫秒");
        addAmount(parts, interval.toNanosPart() % 1_000_000, "纳秒");
        return "每 " + String.join(" ", parts);
    }

    private static void addAmount(List<String> parts, long amount, String unit) {
        if (amount > 0) {
            parts.add(amount + " " + unit);
        }
    }

    @Override
    public String atTimes(List<String> times) {
        int last = times.size() - 1;
        return last == 0 ? times.get(0) : String.join("、", times.subList(0, last)) + " 和 " + times.get(last);
    }

    @Override
    public String everyHours(int step, String first, String last) {
        return first + " 至 " + last + " " + every(CronField.HOUR, step);
    }

    @Override
    public String every(CronField unit, int step) {
        String name = switch (unit) {
            case HOUR -> "小时";
            case MINUTE -> "分钟";
            default -> "秒";
        };
        return step == 1 ? "每" + name : "每 " + step + " " + name;
    }

    @Override
    public String at(CronField unit, List<Run> values, boolean finest) {
        String numbers = runs(values, Integer::toString);
        return switch (unit) {
            case HOUR -> numbers + " 时";
            case MINUTE -> "第 " + numbers + " 分";
            default -> "第 " + numbers + " 秒";
        };
    }

    @Override
    public String during(String first, String last) {
        return first + " 至 " + last + " ";
    }

    @Override
    public String ofEvery(CronField unit) {
        return every(unit, 1);
    }

    @Override
    public String join(List<String> parts) {
        List<String> largestFirst = new ArrayList<>(parts);
        Collections.reverse(largestFirst);
        return String.join("的", largestFirst).replace(" 的", " ");
    }

    @Override
    public String everyDay() {
        return "每天";
    }

    @Override
    public String daysOfMonth(List<Run> days) {
        return "每月 " + runs(days, Integer::toString) + " 日";
    }

    @Override
    public String lastDay(int daysBefore) {
        return daysBefore == 0 ? "每月最后一天" : "每月倒数第 " + (daysBefore + 1) + " 天";
    }

    @Override
    public String nearest(int day) {
        return "每月离 " + day + " 日最近的工作日";
    }

    @Override
    public String nearestToLast(int daysBefore) {
        return daysBefore == 0 ? "每月最后一个工作日" : "每月离倒数第 " + (daysBefore + 1) + " 天最近的工作日";
    }

    @Override
    public String weekdays(List<Run> weekdays) {
        return runs(weekdays, ChinesePhrases::weekday);
    }

    @Override
    public String lastWeekday(int weekday) {
        return "每月最后一个" + weekday(weekday);
    }

    @Override
    public String nthWeekday(int week, int weekday) {
        return "每月第" + NUMBERS.charAt(week - 1) + "个" + weekday(weekday);
    }

    private static String weekday(int weekday) {
        return "周" + WEEKDAYS.charAt(weekday);
    }

    @Override
    public String months(List<Run> months) {
        return runs(months, month -> month + " 月");
    }

    @Override
    public String years(List<Run> years) {
        return runs(years, year -> year + " 年");
    }

    @Override
    public String list(List<String> items) {
        int last = items.size() - 1;
        return last == 0 ? items.get(0) : String.join("、", items.subList(0, last)) + "和" + items.get(last);
    }

    @Override
    public String both(String daysOfMonth, String weekdays) {
        return daysOfMonth + "且为" + weekdays;
    }

    @Override
    public String either(String daysOfMonth, String weekdays) {
        return daysOfMonth + "或" + weekdays;
    }

    private static String runs(List<Run> runs, IntFunction<String> name) {
        List<String> items = new ArrayList<>();
        for (Run run : runs) {
            String range = run.isSingle() ? name.apply(run.from()) : span(name.apply(run.from()), name.apply(run.to()));
            items.add(run.step() == 1 ? range : range + "（每隔 " + run.step() + "）");
        }
        return String.join("、", items);
    }

    /** Numbers stand apart from the characters between them. */
    private static String span(String from, String to) {
        String apart = Character.isDigit(to.charAt(0)) ? " " : "";
        return from + apart + "至" + apart + to;
    }
}
