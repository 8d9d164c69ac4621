// Many changes of a configuration file, as the actions that they are sent in.
#include "catch.hpp"
#include "session/config_parts.hpp"

#include <ami/ami.hpp>
#include <ami/wire/action_writer.hpp>

#include <cstddef>
#include <string>
#include <vector>

using ami::actions::update_config;
using ami::detail::config_plan;
using ami::detail::plan_config_update;

namespace {

std::string text_of(const ami::action& value) {
  std::string text;
  for (const auto& header : value.headers()) {
    text += header.key() + "=" + header.value() + "\n";
  }
  return text;
}

// The changes of all parts with the numbers taken off, and whether each part can be sent and counts from 0.
std::string changes_of(const config_plan& plan) {
  std::string text;
  std::size_t next = 1;
  for (const auto& part : plan.parts) {
    CHECK(part.first == next);
    next = part.last + 1;
    std::string out;
    std::string detail;
    CHECK_FALSE(ami::wire::write_action(part.action, std::string(64, 'i'), out, detail));
    std::size_t count = 0;
    for (const auto& header : part.action.headers()) {
      if (header.key().starts_with("Action-")) {
        std::string number = std::to_string(count++);
        number.insert(0, 6 - number.size(), '0');
        CHECK(header.key() == "Action-" + number);
      }
      if (header.key().find("-0") != std::string::npos) {
        text += header.key().substr(0, header.key().find("-0")) + "=" + header.value() + "\n";
      }
    }
    CHECK(count == part.last + 1 - part.first);
  }
  return text;
}

}  // namespace

TEST_CASE("config parts: what fits into one action is that action") {
  auto changes = update_config{"a.conf", "b.conf"}.preserve_effective_context();
  for (int i = 0; i < 31; ++i) {
    changes.append("c", "key", std::to_string(i));
  }
  auto plan = plan_config_update(changes);
  REQUIRE(plan.parts.size() == 2);  // 31 of four, and the three headers of the file
  CHECK(plan.parts[0].last == 30);
  changes = update_config{"a.conf", "b.conf"};
  for (int i = 0; i < 31; ++i) {
    changes.append("c", "key", std::to_string(i));
  }
  plan = plan_config_update(changes);
  REQUIRE(plan.parts.size() == 1);
  CHECK(plan.parts[0].first == 1);
  CHECK(plan.parts[0].last == 31);
  CHECK(text_of(plan.parts[0].action) == text_of(changes));
  // Without any change the server writes the file anew.
  plan = plan_config_update(update_config{"a.conf", "b.conf"}.reload("yes").action_id("mine"));
  REQUIRE(plan.parts.size() == 1);
  CHECK(plan.parts[0].last == 0);
  CHECK(text_of(plan.parts[0].action) == "SrcFilename=a.conf\nDstFilename=b.conf\nReload=yes\n");
  REQUIRE(plan.parts[0].action.action_id() != nullptr);
  CHECK(*plan.parts[0].action.action_id() == "mine");
}

TEST_CASE("config parts: the parts go on from each other, and the last one reloads") {
  auto changes = update_config{"a.conf", "b.conf"}.reload("app_queue.so").preserve_effective_context();
  for (int i = 0; i < 70; ++i) {
    changes.append("c", "key", std::to_string(i));
  }
  const auto plan = plan_config_update(changes);
  REQUIRE(plan.parts.size() == 3);
  CHECK(plan.parts[0].last == 30);
  CHECK(plan.parts[1].first == 31);
  CHECK(plan.parts[1].last == 60);
  CHECK(plan.parts[2].last == 70);
  const std::string kept = "PreserveEffectiveContext=yes\nAction-000000=Append\nCat-000000=c\nVar-000000=key\n";
  CHECK(text_of(plan.parts[0].action)
            .starts_with("SrcFilename=a.conf\nDstFilename=b.conf\n" + kept + "Value-000000=0\n"));
  CHECK(text_of(plan.parts[1].action)
            .starts_with("SrcFilename=b.conf\nDstFilename=b.conf\n" + kept + "Value-000000=30\n"));
  CHECK(text_of(plan.parts[2].action)
            .starts_with("SrcFilename=b.conf\nDstFilename=b.conf\n" + kept + "Value-000000=60\n"));
  CHECK(text_of(plan.parts[0].action).find("Reload") == std::string::npos);
  CHECK(text_of(plan.parts[1].action).find("Reload") == std::string::npos);
  CHECK(text_of(plan.parts[2].action).ends_with("Value-000009=69\nReload=app_queue.so\n"));
}

TEST_CASE("config parts: all changes are there in their order, whatever their sizes are") {
  for (const bool reload : {false, true}) {
    for (int count = 0; count < 260; ++count) {
      CAPTURE(reload, count);
      update_config changes{"a.conf", "a.conf"};
      if (reload) {
        changes.reload("yes");
      }
      for (int i = 0; i < count; ++i) {
        const std::string value = std::to_string(i);
        switch ((i * 7 + count) % 6) {
        case 0: changes.delete_category(value); break;
        case 1: changes.rename_category("c", value); break;
        case 2: changes.append("c", "k", value); break;
        case 3: changes.update("c", "k", value, "old"); break;
        case 4: changes.insert("c", "k", value, 0).category_filter("TEMPLATES=include"); break;
        default: changes.erase_line(value, 3); break;
        }
      }
      const auto plan = plan_config_update(changes);
      REQUIRE_FALSE(plan.error);
      config_plan whole;
      std::string expected;
      for (const auto& header : changes.headers()) {
        if (header.key().find("-0") != std::string::npos) {
          expected += header.key().substr(0, header.key().find("-0")) + "=" + header.value() + "\n";
        }
      }
      CHECK(changes_of(plan) == expected);
      CHECK(plan.parts.back().last == static_cast<std::size_t>(count));
      CHECK((plan.parts.back().action.headers().back().key() == "Reload") == reload);
      // No more of them than are needed: the first change of each would not have fitted in before.
      for (std::size_t i = 0; i + 2 < plan.parts.size(); ++i) {
        CHECK(plan.parts[i].action.headers().size() + 5 > 126 - 5);
      }
    }
  }
}

TEST_CASE("config parts: the reload that does not fit takes the last change along") {
  auto changes = update_config{"a.conf", "a.conf"};
  for (int i = 0; i < 31; ++i) {
    changes.append("c", "key", std::to_string(i));
  }
  const auto plan = plan_config_update(changes.reload("yes"));
  REQUIRE(plan.parts.size() == 2);
  CHECK(plan.parts[0].last == 30);
  CHECK(text_of(plan.parts[1].action) ==
        "SrcFilename=a.conf\nDstFilename=a.conf\nAction-000000=Append\nCat-000000=c\nVar-000000=key\n"
        "Value-000000=30\nReload=yes\n");
}

TEST_CASE("config parts: what cannot be sent is found before anything is, and named") {
  const auto problem = [](const update_config& changes, ami::errc code) {
    const auto plan = plan_config_update(changes);
    CHECK(plan.parts.empty());
    CHECK(plan.error == code);
    return plan.detail;
  };
  update_config many{"a.conf", "a.conf"};
  for (int i = 0; i < 99; ++i) {
    many.append("c", "key", "value");
  }
  CHECK(problem(update_config{many}.append("c", "key", std::string(1010, 'x')), ami::errc::action_line_too_long) ==
        "change 100: the line of header 'Value-000099' is longer than 1022 bytes");
  CHECK(problem(update_config{many}.append("c", "key", "a\nb"), ami::errc::invalid_header).starts_with("change 100: "));
  CHECK(problem(update_config{many}.reload(std::string(1020, 'x')), ami::errc::action_line_too_long).find("'Reload'") !=
        std::string::npos);
  CHECK(problem(update_config{std::string(1020, 'x'), "a"}, ami::errc::action_line_too_long).find("'SrcFilename'") !=
        std::string::npos);
  // By hand: the server takes a number without an action for the end.
  CHECK(problem(update_config{many}.header("Cat-000099", "c").header("Action-000100", "DelCat"),
                ami::errc::invalid_header) == "change 100: it has no Action");
  // And so it does a number that is left out.
  CHECK(problem(update_config{"a.conf", "a.conf"}
                    .header("Action-000000", "DelCat")
                    .header("Cat-000000", "a")
                    .header("Action-000002", "DelCat")
                    .header("Cat-000002", "c"),
                ami::errc::invalid_header) ==
        "change 2: no header has the number 000001, and others have a higher one");
  CHECK(problem(update_config{"a.conf", "a.conf"}.header("Action-000001", "DelCat"), ami::errc::invalid_header) ==
        "change 1: no header has the number 000000, and others have a higher one");
  // Of several gaps the first is named.
  CHECK(problem(update_config{"a.conf", "a.conf"}
                    .header("Action-000000", "DelCat")
                    .header("Action-000002", "DelCat")
                    .header("Action-000005", "DelCat"),
                ami::errc::invalid_header)
            .starts_with("change 2: "));
  update_config crowded{"a.conf", "a.conf"};
  for (int i = 0; i < 124; ++i) {
    crowded.header("X", "y");
  }
  CHECK(problem(crowded.delete_category("c"), ami::errc::too_many_headers).starts_with("change 1: "));
}

TEST_CASE("config parts: a number may have more than six digits") {
  // It is known for what it is, and so for one behind a gap, and no header for all parts.
  const auto plan = plan_config_update(update_config{"a.conf", "a.conf"}.header("Action-1000000", "DelCat"));
  CHECK(plan.error == ami::errc::invalid_header);
  // The server looks for no such number.
  const auto other = plan_config_update(update_config{"a.conf", "a.conf"}.header("Action-0000001", "DelCat"));
  REQUIRE(other.parts.size() == 1);
  CHECK(other.parts[0].last == 0);
}

TEST_CASE("config parts: the reload follows alone where the last change fills its action") {
  update_config changes{"a.conf", "b.conf"};
  changes.header("Action-000000", "NewCat").header("Cat-000000", "c");
  for (int i = 0; i < 122; ++i) {
    changes.header("Options-000000", "x");
  }
  const auto plan = plan_config_update(changes.reload("yes"));
  REQUIRE_FALSE(plan.error);
  REQUIRE(plan.parts.size() == 2);
  CHECK(plan.parts[0].last == 1);
  CHECK(text_of(plan.parts[1].action) == "SrcFilename=b.conf\nDstFilename=b.conf\nReload=yes\n");
}

TEST_CASE("config parts: what only looks like a header of a change belongs to every part") {
  for (const char* key : {"Action-00000", "Action-0000000001", "Colour-000000", "Action-00000x", "Action-00000/"}) {
    CAPTURE(key);
    const auto plan = plan_config_update(update_config{"a.conf", "a.conf"}.header(key, "DelCat"));
    REQUIRE(plan.parts.size() == 1);
    CHECK(plan.parts[0].last == 0);
    CHECK(text_of(plan.parts[0].action) == "SrcFilename=a.conf\nDstFilename=a.conf\n" + std::string{key} + "=DelCat\n");
  }
}
