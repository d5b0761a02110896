from tests.browser import assert_accessible, assert_no_sideways_scrolling


def test_the_sign_in_page_is_for_everybody(live_server, page):
    page.goto(f"{live_server.url}/masuk/")

    assert page.locator("html").get_attribute("lang") == "id"
    assert_accessible(page)
    assert_no_sideways_scrolling(page)
